import {
  bucketStart,
  dimensionsOf,
  type ReportColumn,
  type ReportResult,
  type ReportRow,
} from '@mortise/reports'

/** What a large figure stands for: a row, and, where it is the latest of periods, the periods up to it. */
export type Course = {
  readonly row: ReportRow
  readonly dated: ReportColumn | undefined
  /** The same result with its periods alone, in their order, whichever way the report is sorted. */
  readonly periods: ReportResult
}

/**
 * The figures to show large: of the latest period, of the only row, or, where the groups are no periods, of all together.
 * What has no period, and the row of the others, is no period.
 */
export function courseOf(result: ReportResult): Course {
  const [first] = dimensionsOf(result)
  const dated = first?.bucket === undefined ? undefined : first
  if (dated === undefined) {
    const row = first === undefined ? result.rows[0] : result.totals
    return { row: row ?? {}, dated, periods: { ...result, rows: [] } }
  }
  const start = (row: ReportRow): string => bucketStart(row[dated.key]) ?? ''
  const rows = result.rows
    .filter((row) => start(row) !== '')
    .toSorted((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0))
  return { row: rows.at(-1) ?? {}, dated, periods: { ...result, rows } }
}
