import type { Me } from '@mortise/client'
import { type Locale, say } from '@mortise/errors'
import type { Model, NavigationItem } from '@mortise/schema'
import { type NavGroup, type NavLink, translate } from '@mortise/ui'
import { paths, pluralOf } from '@mortise/views'
import { messages } from './messages.ts'

/** What the navigation is made of. */
export type PlacesInput = { readonly model: Model; readonly me: Me; readonly locale: Locale }

function linkOf(item: NavigationItem, { model, me, locale }: PlacesInput): NavLink | undefined {
  const label = say(item.label, locale)
  if (item.entity !== undefined) {
    const entity = model.entity(item.entity)
    if (entity === undefined || me.entities[entity.key]?.read !== true) return undefined
    const search = item.view === undefined ? {} : { view: item.view }
    return {
      key: `${entity.key}.${item.view ?? ''}`,
      label: label || pluralOf(entity, locale),
      icon: item.icon ?? entity.document.icon,
      href: paths.list(entity.key, search),
    }
  }
  if (item.dashboard !== undefined) {
    const found = model.document('dashboard', item.dashboard)
    if (found === undefined) return undefined
    const href = paths.dashboard(found.key)
    return {
      key: href,
      label: label || say(found.label, locale),
      icon: item.icon ?? 'layout-dashboard',
      href,
    }
  }
  if (item.report !== undefined) {
    const found = model.document('report', item.report)
    if (found === undefined) return undefined
    const href = paths.report(found.key)
    return { key: href, label: label || say(found.label, locale), icon: item.icon ?? 'chart-column', href }
  }
  return undefined
}

function appGroups(items: readonly NavigationItem[], input: PlacesInput, key: string): readonly NavGroup[] {
  const groups: NavGroup[] = []
  const loose: NavLink[] = []
  for (const [at, item] of items.entries()) {
    if (item.items !== undefined) {
      const links = item.items.flatMap((one) => linkOf(one, input) ?? [])
      groups.push({ key: `${key}-${at}`, label: say(item.label, input.locale), links })
    } else {
      const link = linkOf(item, input)
      if (link !== undefined) loose.push(link)
    }
  }
  return loose.length === 0 ? groups : [{ key: `${key}-top`, links: loose }, ...groups]
}

/** Every readable entity, for apps that design no navigation. */
function everything({ model, me, locale }: PlacesInput): readonly NavLink[] {
  return model.entities
    .filter((entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.read === true)
    .map((entity) => ({
      key: entity.key,
      label: pluralOf(entity, locale),
      icon: entity.document.icon,
      href: paths.list(entity.key),
    }))
}

/** The navigation: home and inbox, what each app designs, and reports. */
export function navigationOf(input: PlacesInput): readonly NavGroup[] {
  const { model, me, locale } = input
  const t = translate(messages, locale)
  const top: NavGroup = {
    key: 'top',
    links: [
      { key: 'home', label: t('home'), icon: 'house', href: paths.home() },
      { key: 'inbox', label: t('inboxFull'), icon: 'inbox', href: paths.inbox(), count: me.todo },
    ],
  }
  const designed = model.apps.flatMap((app) => appGroups(app.navigation ?? [], input, app.key))
  const reports = model.documents('report').map((report) => ({
    key: report.key,
    label: say(report.label, locale),
    icon: 'chart-column',
    href: paths.report(report.key),
  }))
  const own = designed.length > 0 ? designed : [{ key: 'all', links: everything(input) }]
  // An app that designs its navigation has chosen; the others stay in reach of the search.
  return designed.length > 0
    ? [top, ...own]
    : [top, ...own, { key: 'reports', label: t('insight'), links: reports }]
}

/** Address of the entity that most others link to: what a business turns on, such as its customers. */
function hubOf({ model, me }: PlacesInput): string | undefined {
  const readable = model.entities.filter(
    (entity) => entity.document.kind !== 'child' && me.entities[entity.key]?.read === true,
  )
  const [hub] = readable.toSorted((a, b) => b.relations.length - a.relations.length)
  return hub === undefined ? undefined : paths.list(hub.key)
}

/** The bar at the foot of a phone: home, inbox, the first list, one's own. */
export function bottomOf(input: PlacesInput): readonly NavLink[] {
  const t = translate(messages, input.locale)
  const groups = navigationOf(input)
  const links = groups.flatMap((group) => group.links)
  const hub = hubOf(input)
  const list =
    links.find((link) => link.href.split('?')[0] === hub) ?? links.find((link) => link.href.startsWith('/r/'))
  const fixed = (groups[0]?.links ?? [])
    .slice(0, 2)
    .map((link) => (link.key === 'inbox' ? { ...link, label: t('inbox') } : link))
  const me = { key: 'me', label: t('me'), icon: 'user-round', href: paths.settings() }
  return list === undefined ? [...fixed, me] : [...fixed, list, me]
}
