import type { Json } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import { mergeRows, orderOf, wordOf } from './kinds/standard/derive.ts'
import type { ReportColumn, ReportResult, ReportRow } from './types.ts'

/** One head of a matrix: the values of its dimensions, in order. */
export type MatrixHead = { readonly key: string; readonly values: readonly Json[] }

/** A result turned so that some dimensions run across. `cell` is null where no record fell. */
export type Matrix = {
  readonly rows: readonly MatrixHead[]
  readonly columns: readonly MatrixHead[]
  readonly rowDimensions: readonly ReportColumn[]
  readonly columnDimensions: readonly ReportColumn[]
  readonly measures: readonly ReportColumn[]
  readonly cell: (row: string, column: string, measure: string) => Json
  /** Totals of a row or column; null where the result has none and its cells can't be added up. */
  readonly rowTotal: (row: string, measure: string) => Json
  readonly columnTotal: (column: string, measure: string) => Json
  /**
   * Total of the first values of a row's and a column's head: of a group of rows in one column, of a row over a group of
   * columns, of everything. Null where the result has none.
   */
  readonly subtotal: (row: readonly Json[], column: readonly Json[], measure: string) => Json
}

function headOf(row: ReportRow, dimensions: readonly ReportColumn[]): MatrixHead {
  const values = dimensions.map(({ key }) => row[key] ?? null)
  return { key: JSON.stringify(values), values }
}

function uniqueHeads(rows: readonly ReportRow[], dimensions: readonly ReportColumn[]): readonly MatrixHead[] {
  const heads = new Map<string, MatrixHead>()
  for (const row of rows) {
    const head = headOf(row, dimensions)
    if (!heads.has(head.key)) heads.set(head.key, head)
  }
  return [...heads.values()]
}

/** Keys of the measures of a report that may be added up along a row or column: plain sums and counts. */
export function additiveMeasures(report: ReportDocument): readonly string[] {
  return (report.measures ?? [])
    .filter(
      ({ agg, per, grain }) => per === undefined && grain === undefined && (agg === 'sum' || agg === 'count'),
    )
    .filter(({ over }) => over === undefined || !mayShare(report, over))
    .map((one) => one.key)
}

/** A row reached over a link, or by equal values, may belong to several records. */
function mayShare(report: ReportDocument, over: string): boolean {
  const { path, type } = report.joins?.find((one) => one.key === over) ?? {}
  if (type === 'beside') return false
  return path === undefined || path.includes('.')
}

/** Heads across stand in their natural order (options as designed, dates by time), whatever the rows are sorted by. */
function naturalOrder(
  heads: readonly MatrixHead[],
  dimensions: readonly ReportColumn[],
  result: ReportResult,
): readonly MatrixHead[] {
  const places = dimensions.map(({ key, bucket }) => {
    const named = bucket === undefined ? Object.keys(result.labels[key] ?? {}) : []
    return new Map(named.map((value, index) => [value, index]))
  })
  const orders = dimensions.map(({ type }) => orderOf(type))
  const compare = (a: Json, b: Json, at: number): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const [x, y] = [places[at]?.get(wordOf(a)), places[at]?.get(wordOf(b))]
    return x !== undefined && y !== undefined ? x - y : (orders[at]?.(a, b) ?? 0)
  }
  return [...heads].sort((a, b) => {
    for (const at of dimensions.keys()) {
      const found = compare(a.values[at] ?? null, b.values[at] ?? null, at)
      if (found !== 0) return found
    }
    return 0
  })
}

/**
 * Lays a result out as a matrix. `additive` names the measures (sums and counts) whose cells may be added; a rate or an
 * average of averages would be a wrong number, so those totals stay null.
 */
export function toMatrix(
  result: ReportResult,
  layout: {
    readonly rows: readonly string[]
    readonly columns: readonly string[]
    readonly additive: readonly string[]
  },
): Matrix {
  const named = (keys: readonly string[]): readonly ReportColumn[] =>
    keys.flatMap((key) => result.columns.find((one) => one.key === key && one.role === 'dimension') ?? [])
  const [rowDimensions, columnDimensions] = [named(layout.rows), named(layout.columns)]
  const place = (row: string, column: string): string => `${row}|${column}`
  const cells = new Map(
    result.rows.map((row) => [place(headOf(row, rowDimensions).key, headOf(row, columnDimensions).key), row]),
  )
  const levels = new Map(
    (result.subtotals ?? []).map(({ by, rows }) => [
      JSON.stringify(by),
      new Map(rows.map((row) => [JSON.stringify(by.map((one) => row[one] ?? null)), row])),
    ]),
  )
  const subtotal: Matrix['subtotal'] = (row, column, measure) => {
    const by = [...rowDimensions.slice(0, row.length), ...columnDimensions.slice(0, column.length)]
    const level = levels.get(JSON.stringify(by.map((one) => one.key)))
    return level?.get(JSON.stringify([...row, ...column]))?.[measure] ?? null
  }
  const total = (dimensions: readonly ReportColumn[], key: string, measure: string): Json => {
    const values = JSON.parse(key) as readonly Json[]
    const known =
      levels.size === 0
        ? undefined
        : dimensions === rowDimensions
          ? subtotal(values, [], measure)
          : subtotal([], values, measure)
    if (known !== undefined) return known
    if (!layout.additive.includes(measure)) return null
    const inside = result.rows.filter((row) => headOf(row, dimensions).key === key)
    return mergeRows(inside, [{ key: measure, agg: 'sum' }])[measure] ?? null
  }
  return {
    rows: uniqueHeads(result.rows, rowDimensions),
    columns: naturalOrder(uniqueHeads(result.rows, columnDimensions), columnDimensions, result),
    rowDimensions,
    columnDimensions,
    measures: result.columns.filter((one) => one.role === 'measure'),
    cell: (row, column, measure) => cells.get(place(row, column))?.[measure] ?? null,
    rowTotal: (row, measure) => total(rowDimensions, row, measure),
    columnTotal: (column, measure) => total(columnDimensions, column, measure),
    subtotal,
  }
}
