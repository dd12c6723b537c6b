import type { LocalizedText } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { DateBucket, DimensionDocument, MeasureDocument, ReportDocument } from '@mortise/schema'
import { withoutIdleJoins } from './related.ts'

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

/** Measures that would be nothing without those that are gone: worked out of them, by window or formula. */
function leaningOn(report: ReportDocument, gone: ReadonlySet<string>): ReadonlySet<string> {
  const more = (report.measures ?? []).filter(
    ({ key, of, calc }) =>
      !gone.has(key) && ((of !== undefined && gone.has(of)) || varsOf(calc).some((one) => gone.has(one))),
  )
  return more.length === 0 ? gone : leaningOn(report, new Set([...gone, ...more.map(({ key }) => key)]))
}

/** Names that an expression reads. */
export function varsOf(expression: unknown): readonly string[] {
  if (typeof expression !== 'object' || expression === null) return []
  if (Array.isArray(expression)) return expression.flatMap(varsOf)
  return Object.entries(expression).flatMap(([operator, given]) =>
    operator === 'var' && typeof given === 'string' ? [given] : varsOf(given),
  )
}

/** Measures nobody sees and nothing reads any more. */
function idleHidden(report: ReportDocument): ReadonlySet<string> {
  const measures = report.measures ?? []
  const read = new Set([
    ...measures.flatMap(({ of, calc }) => [...(of === undefined ? [] : [of]), ...varsOf(calc)]),
    ...varsOf(report.having),
    ...(report.sort ?? []).map(({ by }) => by),
  ])
  return new Set(
    measures.filter(({ key, hidden }) => hidden === true && !read.has(key)).map(({ key }) => key),
  )
}

/** Takes a dimension or measure off, with all that names it: sorts, conditions on groups, and what is worked out of it. */
export function removeItem(report: ReportDocument, key: string): ReportDocument {
  const once = withoutItems(report, leaningOn(report, new Set([key])))
  const idle = idleHidden(once)
  return idle.size === 0 ? once : withoutItems(once, leaningOn(once, idle))
}

function withoutItems(report: ReportDocument, gone: ReadonlySet<string>): ReportDocument {
  const axes = axesOf(report)
  const kept = (keys: readonly string[]): readonly string[] => keys.filter((one) => !gone.has(one))
  const next = withAxes(
    report,
    (report.dimensions ?? []).filter((one) => !gone.has(one.key)),
    { rows: kept(axes.rows), columns: kept(axes.columns) },
  )
  const sort = (report.sort ?? []).filter(({ by }) => !gone.has(by))
  const measures = (report.measures ?? []).filter((one) => !gone.has(one.key)).map((one) => onlyBy(one, kept))
  const having = filterTerms(report.having).filter((term) => !varsOf(term).some((one) => gone.has(one)))
  return withoutIdleJoins(withHavingTerms(withSort({ ...next, measures }, sort), having))
}

/** A measure whose sides are told by the dimensions that are left. */
function onlyBy(
  measure: MeasureDocument,
  kept: (keys: readonly string[]) => readonly string[],
): MeasureDocument {
  const { within, grain, ...rest } = measure
  const inside = kept(within ?? [])
  return {
    ...rest,
    ...(inside.length === 0 ? {} : { within: inside }),
    ...(grain === undefined ? {} : { grain: kept(grain) }),
  }
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

function allTerms(terms: readonly Expression[]): Expression | undefined {
  const [only] = terms
  return terms.length < 2 ? only : { and: [...terms] }
}

/** The report with other conditions. */
export function withFilterTerms(report: ReportDocument, terms: readonly Expression[]): ReportDocument {
  return patched(report, { filter: allTerms(terms) })
}

/** The report with other conditions on its groups. */
export function withHavingTerms(report: ReportDocument, terms: readonly Expression[]): ReportDocument {
  return patched(report, { having: allTerms(terms) })
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
