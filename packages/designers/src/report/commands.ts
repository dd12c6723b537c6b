import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { DateBucket, DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'

/** The places of a report that fields can be put on. */
export type Shelf = 'rows' | 'columns' | 'values' | 'filters'

/** Where on a shelf. */
export type Spot = { readonly shelf: Shelf; readonly index: number }

/** Keys of the dimensions down and across. A report without a layout has all its dimensions down. */
export function axesOf(report: ReportDocument): {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
} {
  const keys = (report.dimensions ?? []).map(({ key }) => key)
  const columns = (report.layout?.columns ?? []).filter((key) => keys.includes(key))
  return { rows: keys.filter((key) => !columns.includes(key)), columns }
}

/** Which shelf a dimension or measure stands on, and where. */
export function spotOf(report: ReportDocument, key: string): Spot | undefined {
  const { rows, columns } = axesOf(report)
  const values = (report.measures ?? []).map((one) => one.key)
  for (const [shelf, keys] of [
    ['rows', rows],
    ['columns', columns],
    ['values', values],
  ] as const) {
    const index = keys.indexOf(key)
    if (index >= 0) return { shelf, index }
  }
  return undefined
}

/** Lays the dimensions out anew; their order in the document is rows, then columns, which is how charts read them. */
function withAxes(
  report: ReportDocument,
  dimensions: readonly DimensionDocument[],
  axes: { readonly rows: readonly string[]; readonly columns: readonly string[] },
): ReportDocument {
  const byKey = new Map(dimensions.map((one) => [one.key, one]))
  const ordered = [...axes.rows, ...axes.columns].flatMap((key) => byKey.get(key) ?? [])
  const { layout, ...rest } = report
  const next = { ...rest, dimensions: ordered }
  if (axes.columns.length > 0)
    return { ...next, layout: { ...layout, kind: 'matrix', rows: axes.rows, columns: axes.columns } }
  if (layout === undefined) return next
  const { rows: _rows, columns: _columns, ...kept } = layout
  return { ...next, layout: { ...kept, kind: layout.kind === 'matrix' ? 'table' : layout.kind } }
}

function inserted<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.toSpliced(Math.min(index, list.length), 0, item)
}

/** Puts a dimension on the rows or columns. */
export function addDimension(
  report: ReportDocument,
  dimension: DimensionDocument,
  spot: Spot,
): ReportDocument {
  const axes = axesOf(report)
  const shelf = spot.shelf === 'columns' ? 'columns' : 'rows'
  return withAxes(report, [...(report.dimensions ?? []), dimension], {
    ...axes,
    [shelf]: inserted(axes[shelf], spot.index, dimension.key),
  })
}

/** Puts a measure among the values. */
export function addMeasure(report: ReportDocument, measure: MeasureDocument, index: number): ReportDocument {
  return { ...report, measures: inserted(report.measures ?? [], index, measure) }
}

/** Takes a dimension or measure off, with all that names it: sorts, and the measures worked out of it. */
export function removeItem(report: ReportDocument, key: string): ReportDocument {
  const gone = new Set([key, ...(report.measures ?? []).filter(({ of }) => of === key).map((one) => one.key)])
  const axes = axesOf(report)
  const kept = (keys: readonly string[]): readonly string[] => keys.filter((one) => !gone.has(one))
  const next = withAxes(
    report,
    (report.dimensions ?? []).filter((one) => !gone.has(one.key)),
    { rows: kept(axes.rows), columns: kept(axes.columns) },
  )
  const sort = (report.sort ?? []).filter(({ by }) => !gone.has(by))
  const measures = (report.measures ?? []).filter((one) => !gone.has(one.key))
  return withSort({ ...next, measures }, sort)
}

function withSort(report: ReportDocument, sort: NonNullable<ReportDocument['sort']>): ReportDocument {
  const { sort: _, ...rest } = report
  return sort.length === 0 ? rest : { ...rest, sort }
}

/**
 * Moves a dimension or measure to a place, counted before it is lifted out. Dimensions move between rows and columns;
 * a measure stays among the values, and a move to a shelf it can't stand on leaves the report as it is.
 */
export function moveItem(report: ReportDocument, key: string, to: Spot): ReportDocument {
  const from = spotOf(report, key)
  if (from === undefined || to.shelf === 'filters') return report
  const index = from.shelf === to.shelf && from.index < to.index ? to.index - 1 : to.index
  if (from.shelf === to.shelf && from.index === index) return report
  if (from.shelf === 'values' || to.shelf === 'values') {
    if (from.shelf !== to.shelf) return report
    const measures = report.measures ?? []
    const moved = measures[from.index]
    return moved === undefined
      ? report
      : { ...report, measures: inserted(measures.toSpliced(from.index, 1), index, moved) }
  }
  const axes = axesOf(report)
  const rows = axes.rows.filter((one) => one !== key)
  const columns = axes.columns.filter((one) => one !== key)
  const placed =
    to.shelf === 'rows'
      ? { rows: inserted(rows, index, key), columns }
      : { rows, columns: inserted(columns, index, key) }
  return withAxes(report, report.dimensions ?? [], placed)
}

type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** An object with some properties changed; those given as undefined are gone. */
export function patched<T extends object>(from: T, patch: Patch<T>): T {
  return Object.fromEntries(
    Object.entries({ ...from, ...patch }).filter(([, value]) => value !== undefined),
  ) as T
}

/** Changes a dimension. */
export function editDimension(
  report: ReportDocument,
  key: string,
  patch: Patch<DimensionDocument>,
): ReportDocument {
  return {
    ...report,
    dimensions: (report.dimensions ?? []).map((one) => (one.key === key ? patched(one, patch) : one)),
  }
}

/** Changes a measure. */
export function editMeasure(
  report: ReportDocument,
  key: string,
  patch: Patch<MeasureDocument>,
): ReportDocument {
  return {
    ...report,
    measures: (report.measures ?? []).map((one) => (one.key === key ? patched(one, patch) : one)),
  }
}

/** Sorts by one column, or no more by it. The newest choice comes first. */
export function sortBy(report: ReportDocument, key: string, dir: 'asc' | 'desc' | undefined): ReportDocument {
  const others = (report.sort ?? []).filter(({ by }) => by !== key)
  return withSort(report, dir === undefined ? others : [{ by: key, dir }, ...others])
}

/** Conditions of a filter that all have to hold, one by one. */
export function filterTerms(filter: Expression | undefined): readonly Expression[] {
  if (filter === undefined || filter === null) return []
  const all =
    typeof filter === 'object' && !Array.isArray(filter)
      ? (filter as { readonly and?: unknown }).and
      : undefined
  return Array.isArray(all) ? (all as readonly Expression[]) : [filter]
}

/** The report with other conditions. */
export function withFilterTerms(report: ReportDocument, terms: readonly Expression[]): ReportDocument {
  const [only] = terms
  const filter = terms.length === 0 ? undefined : terms.length === 1 ? only : { and: [...terms] }
  return patched(report, { filter })
}

/** A key that no dimension or measure of the report has. */
export function freeKey(report: ReportDocument, wanted: string): string {
  const taken = new Set([...(report.dimensions ?? []), ...(report.measures ?? [])].map(({ key }) => key))
  const base = wanted.replaceAll(/[^a-z0-9_]+/g, '_').slice(0, 36) || 'value'
  if (!taken.has(base)) return base
  for (let at = 2; ; at++) if (!taken.has(`${base}_${at}`)) return `${base}_${at}`
}

/** A dimension over a field. */
export function makeDimension(
  report: ReportDocument,
  given: {
    readonly path: string
    readonly bucket?: DateBucket | undefined
    readonly label?: LocalizedText | undefined
  },
): DimensionDocument {
  const { path, bucket, label } = given
  const wanted = bucket === undefined ? path.replaceAll('.', '_') : `${path.replaceAll('.', '_')}_${bucket}`
  return patched<DimensionDocument>({ key: freeKey(report, wanted), expr: { var: path } }, { bucket, label })
}
