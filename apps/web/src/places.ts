import type { Me } from '@mortise/client'
import { type Locale, say } from '@mortise/errors'
import type { AppDocument, Model, NavigationItem } from '@mortise/schema'
import { type NavGroup, type NavLink, translate } from '@mortise/ui'
import { paths, pluralOf } from '@mortise/views'
import { messages } from './messages.ts'

/** What the navigation is made of; `app` is the one being worked in. */
export type PlacesInput = {
  readonly model: Model
  readonly me: Me
  readonly locale: Locale
  readonly app: string | undefined
}

type Reader = Pick<PlacesInput, 'model' | 'me' | 'locale'>

function linkOf(item: NavigationItem, { model, me, locale }: Reader): NavLink | undefined {
  const label = say(item.label, locale)
  if (item.entity !== undefined) {
    const entity = model.entity(item.entity)
    if (entity === undefined || me.entities[entity.key]?.read !== true) return undefined
    const view = item.view === undefined ? undefined : model.document('view', `${entity.key}.${item.view}`)
    const search = item.view === undefined ? {} : { view: item.view }
    return {
      key: `${entity.key}.${item.view ?? ''}`,
      label: label || say(view?.label, locale) || pluralOf(entity, locale),
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
  if (item.link !== undefined)
    return { key: item.link, label: label || item.link, icon: item.icon ?? 'external-link', href: item.link }
  return undefined
}

function designedGroups(app: AppDocument, input: Reader): readonly NavGroup[] {
  const groups: NavGroup[] = []
  const loose: NavLink[] = []
  for (const [at, item] of (app.navigation ?? []).entries()) {
    if (item.items !== undefined) {
      const links = item.items.flatMap((one) => linkOf(one, input) ?? [])
      groups.push({ key: `${app.key}-${at}`, label: say(item.label, input.locale), links })
    } else {
      const link = linkOf(item, input)
      if (link !== undefined) loose.push(link)
    }
  }
  return loose.length === 0 ? groups : [{ key: `${app.key}-top`, links: loose }, ...groups]
}

/** Everything readable of an app that designs no navigation. */
function everything(app: AppDocument, { model, me, locale }: Reader): readonly NavGroup[] {
  const t = translate(messages, locale)
  const lists = model.entities
    .filter((one) => model.appOf('entity', one.key) === app.key)
    .filter((one) => one.document.kind !== 'child' && me.entities[one.key]?.read === true)
    .map((one) => linkOf({ entity: one.key }, { model, me, locale }) ?? [])
  const own = (kind: 'dashboard' | 'report'): readonly NavLink[] =>
    model
      .documents(kind)
      .filter((one) => model.appOf(kind, one.key) === app.key)
      .flatMap((one) => linkOf({ [kind]: one.key }, { model, me, locale }) ?? [])
  return [
    { key: `${app.key}-all`, links: [...own('dashboard'), ...lists.flat()] },
    { key: `${app.key}-reports`, label: t('insight'), links: own('report') },
  ].filter((group) => group.links.length > 0)
}

/** The places of one app. */
export function groupsOf(app: AppDocument, input: Reader): readonly NavGroup[] {
  const designed = designedGroups(app, input)
  return designed.length > 0 ? designed : everything(app, input)
}

/** The navigation: home and inbox, and the places of the app being worked in. */
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
  const app = model.apps.find((one) => one.key === input.app)
  if (app === undefined) return [top]
  const start = { key: 'start', label: t('start'), icon: 'rocket', href: paths.start(app.key) }
  const isYoung = !model.documents('report').some((one) => model.appOf('report', one.key) === app.key)
  const own = groupsOf(app, input)
  // Until there is a chart to look at, whoever builds it finds the next step here.
  return me.design && isYoung ? [{ ...top, links: [...top.links, start] }, ...own] : [top, ...own]
}

/** Address of the entity that most others link to: what a business turns on, such as its customers. */
function hubOf({ model, me, app }: PlacesInput): string | undefined {
  const readable = model.entities.filter(
    (entity) =>
      entity.document.kind !== 'child' &&
      model.appOf('entity', entity.key) === app &&
      me.entities[entity.key]?.read === true,
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
