import { say, type Locale } from '@mortise/errors'
import type { Model, NavigationItem } from '@mortise/schema'

type Words = { readonly name: string; readonly icon: string; readonly missing: boolean }

/** How an entry of the navigation reads, and whether what it leads to is there. */
export function navWords(item: NavigationItem, model: Model, locale: Locale): Words {
  const own = say(item.label, locale)
  const words = (name: string, icon: string, missing = false): Words => ({
    name: own || name,
    icon: item.icon ?? icon,
    missing,
  })
  if (item.items !== undefined) return words('', 'folder')
  if (item.entity !== undefined) {
    const entity = model.entity(item.entity)
    const view = model.document('view', `${item.entity}.${item.view ?? ''}`)
    const { plural, label, icon = 'database' } = entity?.document ?? {}
    const name = say(view?.label, locale) || say(plural ?? label, locale) || item.entity
    return words(name, icon, entity === undefined)
  }
  if (item.dashboard !== undefined) {
    const found = model.document('dashboard', item.dashboard)
    return words(say(found?.label, locale) || item.dashboard, 'layout-dashboard', found === undefined)
  }
  if (item.report !== undefined) {
    const found = model.document('report', item.report)
    return words(say(found?.label, locale) || item.report, 'chart-column', found === undefined)
  }
  return words(item.link ?? '', 'external-link', item.link === undefined || item.link === 'https://')
}

/** What an app shows as long as nobody has laid it out: its dashboards, its lists, its charts. */
export function defaultNavigation(
  model: Model,
  isOwn: (kind: 'entity' | 'dashboard' | 'report', key: string) => boolean,
): readonly NavigationItem[] {
  const dashboards = model.documents('dashboard').filter(({ key }) => isOwn('dashboard', key))
  const entities = model.entities.filter(
    ({ key, document }) => document.kind !== 'child' && isOwn('entity', key),
  )
  const reports = model.documents('report').filter(({ key }) => isOwn('report', key))
  return [
    ...dashboards.map(({ key }) => ({ dashboard: key })),
    ...entities.map(({ key }) => ({ entity: key })),
    ...(reports.length === 0
      ? []
      : [{ label: { zh: '报表', en: 'Reports' }, items: reports.map(({ key }) => ({ report: key })) }]),
  ]
}
