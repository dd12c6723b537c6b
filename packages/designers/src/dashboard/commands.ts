import type { Locale, LocalizedText } from '@mortise/errors'
import type { DashboardDocument, EntityModel, Model, ReportDocument, WidgetDocument } from '@mortise/schema'
import { fieldChoices, fieldAtPath } from '../kit/names.ts'
import { plainPathOf } from '../report/aggregates.ts'
import { type Box, freeSpot, insert } from './layout.ts'
import { tilesOn, withTiles } from './tabs.ts'

/** A filter of the bar above the tiles. */
export type BoardFilter = NonNullable<DashboardDocument['filters']>[number]

/** Kinds of filters that can be added. */
export type FilterType = BoardFilter['type']

/** Columns of a dashboard's grid. */
export function columnsOf(board: DashboardDocument): number {
  return board.grid ?? 24
}

/** How large a tile begins, by what it shows. */
export function startSize(report: ReportDocument | undefined): Pick<Box, 'w' | 'h'> {
  const sizes: { readonly [chart: string]: Pick<Box, 'w' | 'h'> } = {
    number: { w: 6, h: 3 },
    table: { w: 12, h: 8 },
  }
  return sizes[report?.chart?.type ?? 'table'] ?? { w: 12, h: 8 }
}

function freshTile(board: DashboardDocument): string {
  const taken = new Set(board.widgets.map(({ id }) => id))
  for (let at = board.widgets.length + 1; ; at++) if (!taken.has(`w${at}`)) return `w${at}`
}

/** Adds a tile of a report to a tab: at a place, else where there is room. Every filter reaches it where it can. */
export function addTile(
  board: DashboardDocument,
  report: ReportDocument,
  given: {
    readonly model: Model
    readonly at?: Pick<Box, 'x' | 'y'> | undefined
    readonly tab?: string | undefined
  },
): { readonly board: DashboardDocument; readonly id: string } {
  const size = startSize(report)
  const id = freshTile(board)
  const columns = columnsOf(board)
  const around = tilesOn(board, given.tab)
  const tile: WidgetDocument = {
    id,
    report: report.key,
    ...(given.at ?? freeSpot(around, size, columns)),
    ...size,
    ...(given.tab === undefined ? {} : { tab: given.tab }),
  }
  const filters = (board.filters ?? []).map((filter) => {
    const path = targetPath(filter.type, report, given.model)
    return path === undefined ? filter : { ...filter, targets: [...filter.targets, { widget: id, path }] }
  })
  const { widgets } = withTiles(board, insert(around, tile, columns))
  return { board: { ...board, widgets, ...(board.filters === undefined ? {} : { filters }) }, id }
}

/** Takes a tile away, and what filters said about it. */
export function removeTile(board: DashboardDocument, id: string): DashboardDocument {
  const filters = (board.filters ?? []).map((filter) => ({
    ...filter,
    targets: filter.targets.filter(({ widget }) => widget !== id),
  }))
  const widgets = board.widgets.filter((one) => one.id !== id)
  return { ...board, widgets, ...(board.filters === undefined ? {} : { filters }) }
}

/** Changes a tile; properties given as undefined are gone. */
export function editTile(
  board: DashboardDocument,
  id: string,
  patch: { readonly [K in keyof WidgetDocument]?: WidgetDocument[K] | undefined },
): DashboardDocument {
  const changed = (tile: WidgetDocument): WidgetDocument =>
    Object.fromEntries(
      Object.entries({ ...tile, ...patch }).filter(([, value]) => value !== undefined),
    ) as WidgetDocument
  return { ...board, widgets: board.widgets.map((one) => (one.id === id ? changed(one) : one)) }
}

/** Fields of a report's records that a filter can narrow: dates, people, or fields with options. */
export function filterPaths(
  type: BoardFilter['type'],
  entity: EntityModel | undefined,
  { model, locale }: { readonly model: Model; readonly locale: Locale },
): readonly { readonly value: string; readonly label: string }[] {
  return fieldChoices({ model, locale }, entity, { paths: true }).filter(({ value }) =>
    fits(type, entity, { path: value, model }),
  )
}

function fits(
  type: BoardFilter['type'],
  entity: EntityModel | undefined,
  given: { readonly path: string; readonly model: Model },
): boolean {
  const field = fieldAtPath(given.model, entity, given.path)
  const found =
    field === undefined ? undefined : given.model.entity(field.entity)?.scope.find(field.key)?.type
  if (found === undefined) return false
  if (type === 'select') {
    const document =
      field === undefined ? undefined : given.model.entity(field.entity)?.field(field.key)?.document
    return Array.isArray(document?.settings?.['options'])
  }
  if (type === 'user') return found.kind === 'id' && found.entity === 'user'
  return type === 'dateRange' && (found.kind === 'date' || found.kind === 'datetime')
}

/** Fields that a condition reads, in the order they stand in it. */
function pathsIn(condition: unknown): readonly string[] {
  if (typeof condition !== 'object' || condition === null) return []
  if (Array.isArray(condition)) return condition.flatMap(pathsIn)
  const named = plainPathOf(condition)
  return named === undefined ? Object.values(condition).flatMap(pathsIn) : [named]
}

/**
 * What a new filter means in a report: the date it groups or filters by (else when records were made), or the owner.
 */
export function targetPath(
  type: BoardFilter['type'],
  report: ReportDocument | undefined,
  model: Model,
): string | undefined {
  const entity = model.entity(report?.source.entity ?? '')
  const grouped = (report?.dimensions ?? []).flatMap(({ expr }) => pathsIn(expr))
  const usual = { user: ['owner'], dateRange: ['created_at'], select: [] }[type]
  return [...grouped, ...pathsIn(report?.filter), ...usual].find((path) =>
    fits(type, entity, { path, model }),
  )
}

/** Adds a filter that reaches every tile it can. */
export function addFilter(
  board: DashboardDocument,
  type: FilterType,
  given: {
    readonly label: LocalizedText
    readonly model: Model
    readonly reports: readonly ReportDocument[]
  },
): DashboardDocument {
  const taken = new Set((board.filters ?? []).map(({ key }) => key))
  const base = { user: 'person', dateRange: 'period', select: 'choice' }[type]
  let key = base
  for (let at = 2; taken.has(key); at++) key = `${base}_${at}`
  const targets = board.widgets.flatMap(({ id, report }) => {
    const path = targetPath(
      type,
      given.reports.find((one) => one.key === report),
      given.model,
    )
    return path === undefined ? [] : [{ widget: id, path }]
  })
  return { ...board, filters: [...(board.filters ?? []), { key, label: given.label, type, targets }] }
}

/** Changes a filter. */
export function editFilter(
  board: DashboardDocument,
  key: string,
  change: (filter: BoardFilter) => BoardFilter,
): DashboardDocument {
  return { ...board, filters: (board.filters ?? []).map((one) => (one.key === key ? change(one) : one)) }
}

/** Takes a filter away. */
export function removeFilter(board: DashboardDocument, key: string): DashboardDocument {
  return { ...board, filters: (board.filters ?? []).filter((one) => one.key !== key) }
}

/** Points a filter at a field of a tile, or no more at the tile at all. */
export function aimFilter(filter: BoardFilter, widget: string, path: string | undefined): BoardFilter {
  const others = filter.targets.filter((one) => one.widget !== widget)
  return { ...filter, targets: path === undefined ? others : [...others, { widget, path }] }
}
