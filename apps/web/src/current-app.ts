import type { AppDocument, Model, NavigationItem } from '@mortise/schema'

/** Apps that people go to: all but those that only hold what others share. */
export function openApps(model: Model): readonly AppDocument[] {
  return model.apps.filter((app) => app.hidden !== true)
}

function names(items: readonly NavigationItem[], kind: Kind, key: string): boolean {
  return items.some((item) => item[kind] === key || names(item.items ?? [], kind, key))
}

type Kind = 'entity' | 'dashboard' | 'report'

/** Which kind of thing stands behind the first part of an address. */
const kinds: { readonly [first: string]: Kind } = {
  r: 'entity',
  import: 'entity',
  duplicates: 'entity',
  dashboards: 'dashboard',
  reports: 'report',
}

/**
 * The app an address lies in: named by it, or the one whose navigation leads there, or the one the thing is part of.
 * Undefined for places of no app, such as the inbox.
 */
export function appOfPath(model: Model, path: string): string | undefined {
  const [first = '', second = '', third = ''] = (path.split('?')[0] ?? '')
    .split('/')
    .slice(1)
    .map(decodeURIComponent)
  const named = first === 'a' ? second : first === 'design' && second === 'app' ? third : undefined
  if (named !== undefined) return openApps(model).find((app) => app.key === named)?.key
  const kind = Object.hasOwn(kinds, first) ? kinds[first] : undefined
  if (kind === undefined) return undefined
  const owner = model.appOf(kind, second)
  const leads = openApps(model).filter((app) => names(app.navigation ?? [], kind, second))
  return leads.some((app) => app.key === owner) ? owner : (leads[0]?.key ?? owner)
}
