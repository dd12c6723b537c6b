import type { Json } from '@mortise/expressions'
import type { ReportDocument } from '@mortise/schema'
import { mergeRows, order, wordOf } from './kinds/standard/derive.ts'
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
  /** Sums along a row or column for measures that can be added up, given by key; null for others. */
  readonly rowTotal: (row: string, measure: string) => Json
  readonly columnTotal: (column: string, measure: string) => Json
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
  return (report.measures ?? []).filter(({ agg }) => agg === 'sum' || agg === 'count').map((one) => one.key)
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
  const compare = (a: Json, b: Json, at: number): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const [x, y] = [places[at]?.get(wordOf(a)), places[at]?.get(wordOf(b))]
    return x !== undefined && y !== undefined ? x - y : order(a, b)
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
  const total = (dimensions: readonly ReportColumn[], key: string, measure: string): Json => {
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
  }
}
