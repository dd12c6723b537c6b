import type {
  EntityModel,
  FormDocument,
  FormNode,
  NavigationItem,
  ReportDocument,
  ViewDocument,
} from '@mortise/schema'
import type { Visibility } from './visible.ts'

type Seen = { readonly entity: EntityModel; readonly visible: Visibility }

/** Conditions and the like of a node that read something hidden are left out: the server decides anyway. */
function cleared<T extends object>(value: T, { entity, visible }: Seen, keys: readonly string[]): T {
  const kept = Object.entries(value).filter(([key, one]) => !keys.includes(key) || visible.clear(entity, one))
  return Object.fromEntries(kept) as T
}

const conditions = ['visible', 'required', 'readOnly', 'optionsFilter']

function nodesOf(nodes: readonly FormNode[], seen: Seen): readonly FormNode[] {
  return nodes.flatMap((node) => {
    const found = visibleNode(node, seen)
    return found === undefined ? [] : [found]
  })
}

type Inner = { readonly nodes: readonly FormNode[] }

/** One node of a form, or nothing when it shows a hidden field. Containers are told by what they hold, not by name. */
function visibleNode(node: FormNode, seen: Seen): FormNode | undefined {
  const { entity, visible } = seen
  const related = 'entity' in node ? node.entity : undefined
  if (related !== undefined && !visible.entity(related)) return undefined
  const field = 'field' in node ? node.field : undefined
  if (field !== undefined && !visible.field(related ?? entity.key, field)) return undefined
  const made: Record<string, unknown> = { ...cleared(node, seen, conditions) }
  for (const [key, value] of Object.entries(made)) {
    if (!Array.isArray(value)) continue
    if (key === 'nodes') made[key] = nodesOf(value as readonly FormNode[], seen)
    else if (value.some((one) => typeof one === 'object' && one !== null && 'nodes' in one))
      made[key] = (value as readonly Inner[]).map((one) => ({
        ...cleared(one, seen, conditions),
        nodes: nodesOf(one.nodes, seen),
      }))
    else if (key === 'columns')
      made[key] = visibleColumns(value as readonly Column[], { seen, field, related })
  }
  return made as FormNode
}

type Column = string | { readonly field: string }

function visibleColumns(
  columns: readonly Column[],
  given: { readonly seen: Seen; readonly field: string | undefined; readonly related: string | undefined },
): readonly Column[] {
  const { entity, visible } = given.seen
  const rows = given.related ?? entity.relation(given.field ?? '')?.target ?? ''
  return columns.filter((one) =>
    visible.field(rows, (typeof one === 'string' ? one : one.field).split('.')[0] ?? ''),
  )
}

/** A form without what its reader may not know. */
export function visibleForm(form: FormDocument, seen: Seen): FormDocument {
  const { entity, visible } = seen
  const { onChange, ...rest } = form
  const changes = onChange?.filter(
    ({ when, set }) =>
      [...when.changed, ...Object.keys(set)].every((key) => visible.path(entity, key)) &&
      visible.clear(entity, [when.condition ?? null, ...Object.values(set)]),
  )
  return {
    ...rest,
    nodes: nodesOf(form.nodes, seen),
    ...(changes === undefined ? {} : { onChange: changes }),
  }
}

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
  const { filter, dimensions, measures, funnel, having } = report
  const paths = [funnel?.field, funnel?.amount].filter((one) => one !== undefined)
  return (
    visible.clear(entity, [filter ?? null, dimensions ?? [], measures ?? [], having ?? null]) &&
    paths.every((one) => visible.path(entity, one))
  )
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
    if (item.items === undefined) return open(item) ? [item] : []
    const inner = visibleNavigation(item.items, open)
    return inner.length === 0 ? [] : [{ ...item, items: inner }]
  })
}
