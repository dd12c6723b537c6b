import fc from 'fast-check'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import type { Row, Trade } from './trade.ts'

export type Value = string | number | boolean | null

/** An expression beside what it means, told a second time in plain words. */
export type Meant = { readonly expr: unknown; readonly of: (row: Row, record: Row) => Value }

export type Dimension = Meant & { readonly key: string; readonly more: object }

export type Branch = {
  readonly key: string
  readonly more: object
  readonly rows: (record: Row, trade: Trade) => readonly Row[]
  readonly where?: Meant
  readonly shared: boolean
}

export type Measure = {
  readonly document: MeasureDocument
  readonly over?: Branch
  readonly value?: Meant
  readonly filter?: Meant
  readonly per?: readonly Meant[]
}

/** A definition and everything it is made of. */
export type Definition = {
  readonly report: ReportDocument
  /** How a failed trial is written. */
  readonly [fc.toStringMethod]: () => string
  readonly source: string
  readonly keeps: (row: Row, trade: Trade) => boolean
  readonly dimensions: readonly Dimension[]
  readonly measures: readonly Measure[]
  /** Looks at the records of an earlier time: a record moved to where it would be now. */
  readonly later?: (row: Row) => Row
}

const numbers = (values: readonly Value[]): readonly number[] =>
  values.flatMap((one) => (typeof one === 'number' ? [one] : []))

function percentile(values: readonly number[], part: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  const at = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1))
}

const present = (values: readonly Value[]): readonly Value[] => values.filter((one) => one !== null)

const aggregates: { readonly [agg: string]: (values: readonly Value[]) => Value } = {
  sum: (values) => numbers(values).reduce((sum, one) => sum + one, 0),
  avg: (values) => {
    const all = numbers(values)
    return all.length === 0 ? null : all.reduce((sum, one) => sum + one, 0) / all.length
  },
  min: (values) => (numbers(values).length === 0 ? null : Math.min(...numbers(values))),
  max: (values) => (numbers(values).length === 0 ? null : Math.max(...numbers(values))),
  count: (values) => present(values).length,
  countDistinct: (values) => new Set(present(values)).size,
  median: (values) => percentile(numbers(values), 0.5),
  p90: (values) => percentile(numbers(values), 0.9),
  stddev: (values) => deviation(numbers(values)),
}

/** Puts values together by hand. */
export function aggregate(name: string, values: readonly Value[]): Value {
  return aggregates[name]?.(values) ?? null
}

type Pair = { readonly row: Row; readonly record: Row }

/** What a measure counts, each row once. */
function counted({ over, filter }: Measure, records: readonly Row[], trade: Trade): readonly Pair[] {
  const pairs = records
    .map((one) => one.real ?? one)
    .flatMap((record): readonly Pair[] =>
      over === undefined
        ? [{ row: record, record }]
        : over
            .rows(record, trade)
            .filter((row) => over.where === undefined || over.where.of(row, record) === true)
            .map((row) => ({ row, record })),
    )
  const kept = pairs.filter(({ row, record }) => filter === undefined || filter.of(row, record) === true)
  return over === undefined ? kept : [...new Map(kept.map((pair) => [pair.row, pair])).values()]
}

/** A base measure over some records, from scratch. */
export function measured(measure: Measure, records: readonly Row[], trade: Trade): Value {
  const pairs = counted(measure, records, trade)
  const { agg = 'count', each } = measure.document
  const { value, per } = measure
  const valuesOf = (list: readonly Pair[]): readonly Value[] =>
    list.map(({ row, record }) => (value === undefined ? true : value.of(row, record)))
  if (per === undefined) return aggregate(agg, valuesOf(pairs))
  const unfiltered = counted(
    { document: measure.document, ...(measure.over && { over: measure.over }) },
    records,
    trade,
  )
  const kept = new Set(pairs.map((one) => one.row))
  const groups = Map.groupBy(unfiltered, ({ row, record }) =>
    JSON.stringify(per.map((one) => one.of(row, record))),
  )
  const inner = each ?? (value === undefined ? 'count' : 'sum')
  return aggregate(
    agg,
    [...groups.values()].map((list) => aggregate(inner, valuesOf(list.filter(({ row }) => kept.has(row))))),
  )
}

/** The values of a record that tell its group. */
export function groupOf({ dimensions }: Definition, row: Row): readonly Value[] {
  return dimensions.map((one) => one.of(row, row))
}

/** Records of a report by the group they fall into. */
export type Groups = ReadonlyMap<string, readonly Row[]>

export function grouped(definition: Definition, records: readonly Row[]): Groups {
  return Map.groupBy(records, (row) => JSON.stringify(groupOf(definition, row)))
}

/** The records a report is of, and those of the earlier time, moved to now. */
export function recordsOf(
  definition: Definition,
  trade: Trade,
): { readonly now: readonly Row[]; readonly before: readonly Row[] } {
  const all = trade[definition.source] ?? []
  const { later } = definition
  return {
    now: all.filter((row) => definition.keeps(row, trade)),
    before: later === undefined ? [] : all.map(later).filter((row) => definition.keeps(row, trade)),
  }
}

/** Whether two answers are one, decimals as texts or numbers. */
export function same(got: unknown, wanted: Value): boolean {
  if (typeof wanted !== 'number') return (got ?? null) === wanted
  return (
    got !== null &&
    got !== undefined &&
    Math.abs(Number(got) - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted))
  )
}
