import {
  canonicalDecimal,
  compareDecimal,
  compareText,
  divideDecimal,
  addDecimal,
  type DecimalValue,
  type Json,
} from '@mortise/expressions'
import type { DimensionDocument, MeasureDocument } from '@mortise/schema'
import { addPeriods, bucketStart, parseDistance } from '../../period.ts'
import type { ReportRow } from '../../types.ts'
import { numberOf, sumColumn } from './derive.ts'

/** What a window measure looks at: rows in their order, and every group before a limit cut some off. */
export type WindowInput = {
  readonly rows: readonly ReportRow[]
  readonly every: readonly ReportRow[]
  readonly dimensions: readonly DimensionDocument[]
  readonly isOthers: (row: ReportRow) => boolean
}

type WindowName = NonNullable<MeasureDocument['window']>
type Window = (measure: MeasureDocument, input: WindowInput) => readonly Json[]

/** Groups with equal values of some dimensions; all of them where none is named. */
const side = (row: ReportRow, within: readonly string[] = []): string =>
  JSON.stringify(within.map((key) => row[key] ?? null))

/** Share of the sum over every group, or of those on its side; null when that sum is 0. */
const percentOfTotal: Window = ({ of = '', within }, { rows, every }) => {
  const groups = Map.groupBy(every, (row) => side(row, within))
  const totals = new Map([...groups].map(([key, list]) => [key, sumColumn(list, of)]))
  return rows.map((row) => {
    const value = numberOf(row[of])
    return value === null ? null : divideDecimal(value, totals.get(side(row, within)) ?? 0)
  })
}

/** 1 for the greatest; equal values share a place and the next one is left out (1, 2, 2, 4). */
const rank: Window = ({ of = '', within }, { rows, every, isOthers }) => {
  const groups = Map.groupBy(every, (row) => side(row, within))
  const places = new Map<string, ReadonlyMap<string, number>>()
  for (const [key, list] of groups) places.set(key, placesOf(list.flatMap((row) => numberOf(row[of]) ?? [])))
  return rows.map((row) => {
    const value = numberOf(row[of])
    if (value === null || isOthers(row)) return null
    return places.get(side(row, within))?.get(String(canonicalDecimal(value))) ?? null
  })
}

function placesOf(values: readonly DecimalValue[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  const sorted = values.toSorted((a, b) => compareDecimal(b, a))
  for (const [at, value] of sorted.entries()) {
    const key = String(canonicalDecimal(value))
    if (!places.has(key)) places.set(key, at + 1)
  }
  return places
}

/** The key of a row without one dimension, so that rows of one series find each other. */
function seriesKey(row: ReportRow, dimensions: readonly DimensionDocument[], without: number): string {
  return JSON.stringify(dimensions.filter((_, index) => index !== without).map(({ key }) => row[key] ?? null))
}

/** Place of the dimension that series run along: the first with a date bucket, else the first. */
function along(dimensions: readonly DimensionDocument[]): number {
  return Math.max(
    0,
    dimensions.findIndex((one) => one.bucket !== undefined),
  )
}

/**
 * The rows of each series: as periods follow each other, whichever way the report is sorted, with what has no period at
 * the end; in their own order where no dimension is dated.
 */
export function seriesRows(
  rows: readonly ReportRow[],
  dimensions: readonly DimensionDocument[],
): readonly (readonly ReportRow[])[] {
  const at = along(dimensions)
  const dated = dimensions[at]?.bucket === undefined ? undefined : dimensions[at]
  const period = (row: ReportRow): string => (dated && bucketStart(row[dated.key])) ?? '~'
  const sorted = rows.toSorted((a, b) => compareText(period(a), period(b)))
  return [...Map.groupBy(sorted, (row) => seriesKey(row, dimensions, at)).values()]
}

/** Running sum of each series by itself. */
const running: Window = ({ of = '' }, { rows, dimensions }) => {
  const sums = new Map<ReportRow, DecimalValue>()
  for (const series of seriesRows(rows, dimensions)) {
    let sum: DecimalValue = 0
    for (const row of series) {
      sum = addDecimal(sum, numberOf(row[of]) ?? 0)
      sums.set(row, sum)
    }
  }
  return rows.map((row) => sums.get(row) ?? null)
}

/** The value of the same series one distance earlier; null when the filter leaves that period out. */
const shift: Window = ({ of = '', by }, { rows, every, dimensions }) => {
  const distance = parseDistance(by)
  const at = dimensions.findIndex((one) => one.bucket !== undefined)
  const dated = dimensions[at]
  if (distance === undefined || dated === undefined) return rows.map(() => null)
  const place = (row: ReportRow, start: string): string => `${start} ${seriesKey(row, dimensions, at)}`
  const values = new Map<string, Json>()
  for (const row of every) {
    const start = bucketStart(row[dated.key])
    if (start !== undefined) values.set(place(row, start), row[of] ?? null)
  }
  return rows.map((row) => {
    const start = bucketStart(row[dated.key])
    if (start === undefined) return null
    return values.get(place(row, addPeriods(start, -distance.count, distance.unit))) ?? null
  })
}

const windows: { readonly [name in WindowName]: Window } = { percentOfTotal, rank, running, shift }

/** The values of a window measure in some rows, seen against every group. */
export function windowValues(measure: MeasureDocument, input: WindowInput): readonly Json[] {
  return measure.window === undefined ? [] : windows[measure.window](measure, input)
}
