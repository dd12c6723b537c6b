import { compareDecimal, divideDecimal, addDecimal, type DecimalValue, type Json } from '@mortise/expressions'
import type { DimensionDocument, MeasureDocument } from '@mortise/schema'
import { addPeriods, bucketStart, parseDistance } from '../../period.ts'
import type { ReportRow } from '../../types.ts'
import { numberOf, sumColumn } from './derive.ts'

/** What a window measure looks at: rows in shown order, and every group before a limit cut some off. */
export type WindowInput = {
  readonly rows: readonly ReportRow[]
  readonly every: readonly ReportRow[]
  readonly dimensions: readonly DimensionDocument[]
  readonly isOthers: (row: ReportRow) => boolean
}

type WindowName = NonNullable<MeasureDocument['window']>
type Window = (measure: MeasureDocument, input: WindowInput) => readonly Json[]

/** Share of the sum over every group; null when that sum is 0. */
const percentOfTotal: Window = ({ of = '' }, { rows, every }) => {
  const total = sumColumn(every, of)
  return rows.map((row) => {
    const value = numberOf(row[of])
    return value === null ? null : divideDecimal(value, total)
  })
}

/** 1 for the greatest; equal values share a place and the next one is left out (1, 2, 2, 4). */
const rank: Window = ({ of = '' }, { rows, every, isOthers }) => {
  const values = every.flatMap((row) => numberOf(row[of]) ?? [])
  return rows.map((row) => {
    const value = numberOf(row[of])
    if (value === null || isOthers(row)) return null
    return 1 + values.filter((other) => compareDecimal(other, value) > 0).length
  })
}

/** The key of a row without one dimension, so that rows of one series find each other. */
export function seriesKey(row: ReportRow, dimensions: readonly DimensionDocument[], without: number): string {
  return JSON.stringify(dimensions.filter((_, index) => index !== without).map(({ key }) => row[key] ?? null))
}

/** Running sum along the first dimension with a date bucket (else the first), for each series by itself. */
const running: Window = ({ of = '' }, { rows, dimensions }) => {
  const bucketed = dimensions.findIndex((one) => one.bucket !== undefined)
  const sums = new Map<string, DecimalValue>()
  return rows.map((row) => {
    const key = seriesKey(row, dimensions, Math.max(0, bucketed))
    const next = addDecimal(sums.get(key) ?? 0, numberOf(row[of]) ?? 0)
    sums.set(key, next)
    return next
  })
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

/** Adds every window measure to the rows. */
export function addWindows(measures: readonly MeasureDocument[], input: WindowInput): readonly ReportRow[] {
  let { rows } = input
  for (const measure of measures) {
    if (measure.window === undefined) continue
    const values = windows[measure.window](measure, { ...input, rows })
    rows = rows.map((row, index) => ({ ...row, [measure.key]: values[index] ?? null }))
  }
  return rows
}
