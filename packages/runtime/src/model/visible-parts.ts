import type {
  EntityModel,
  NavigationItem,
  ReportDocument,
  ReportJoinDocument,
  ViewDocument,
} from '@mortise/schema'
import type { Visibility } from './visible.ts'

type Seen = { readonly entity: EntityModel; readonly visible: Visibility }

/** A view without hidden columns; nothing when its rows or groups lean on something hidden. */
export function visibleView(view: ViewDocument, { entity, visible }: Seen): ViewDocument | undefined {
  const known = (path: string | undefined): boolean => path === undefined || visible.path(entity, path)
  const { filter, sort, columns, sums } = view
  const extras = ['endField', 'colorField', 'progressField', 'coverField'] as const
  const hidden = new Set<string>(extras.filter((key) => !known(view[key])))
  if (!visible.clear(entity, filter) || ![view.groupBy, view.startField].every(known)) return undefined
  return {
    ...(Object.fromEntries(Object.entries(view).filter(([key]) => !hidden.has(key))) as ViewDocument),
    ...(sort === undefined ? {} : { sort: sort.filter((one) => known(one.field)) }),
    ...(columns === undefined ? {} : { columns: columns.filter(known) }),
    ...(sums === undefined ? {} : { sums: sums.filter(known) }),
  }
}

/** Whether everything a report counts is known to the reader. */
export function reportIsClear(report: ReportDocument, { entity, visible }: Seen): boolean {
  const { filter, dimensions, measures = [], funnel, having } = report
  const paths = [funnel?.field, funnel?.amount].filter((one) => one !== undefined)
  const own = measures.filter((one) => one.over === undefined)
  return (
    visible.clear(entity, [filter ?? null, dimensions ?? [], own, having ?? null, funnel?.by ?? null]) &&
    paths.every((one) => visible.path(entity, one)) &&
    (report.joins ?? []).every((one) => joinIsClear(one, report, { entity, visible }))
  )
}

/** Whether the reader knows the rows a join brings, the way to them, and what is read of them. */
function joinIsClear(join: ReportJoinDocument, report: ReportDocument, { entity, visible }: Seen): boolean {
  const { key, path, on = [], by = {}, where } = join
  const target = visible.joined(entity, join)
  if (target === undefined || !visible.entity(target.key)) return false
  if (path !== undefined && !visible.path(entity, path)) return false
  const over = (report.measures ?? []).filter((one) => one.over === key)
  const read = [where ?? null, over, on.map((one) => one.other), Object.values(by)]
  const mine = recordPaths(read)
  return (
    visible.clear(target, read) &&
    visible.clear(
      entity,
      on.map((one) => one.own),
    ) &&
    mine.every((one) => visible.path(entity, one))
  )
}

/** Paths that are read on the report's own record, called `record` there. */
function recordPaths(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(recordPaths)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, given]) => {
    const text: unknown = Array.isArray(given) ? given[0] : given
    if (name !== 'var' || typeof text !== 'string') return recordPaths(given)
    return text.startsWith('record.') ? [text.slice('record.'.length)] : []
  })
}

/** A report without hidden columns behind its numbers. */
export function visibleReport(report: ReportDocument, { entity, visible }: Seen): ReportDocument {
  const { drill } = report
  if (drill === undefined) return report
  return { ...report, drill: { ...drill, fields: drill.fields.filter((one) => visible.path(entity, one)) } }
}

/** Navigation without places the reader can't go to; empty groups go too. */
export function visibleNavigation(
  items: readonly NavigationItem[],
  open: (item: NavigationItem) => boolean,
): readonly NavigationItem[] {
  return items.flatMap((item) => {
    // Whom a place is for is nobody else's business.
    if (!open(item)) return []
    if (item.items === undefined) return [item]
    const inner = visibleNavigation(item.items, open)
    return inner.length === 0 ? [] : [{ ...item, items: inner }]
  })
}
