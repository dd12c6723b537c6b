import {
  addDecimal,
  compareDecimal,
  compareText,
  divideDecimal,
  type DecimalValue,
  type EvaluationInput,
  type ExpressionType,
  type Json,
} from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import { varsIn } from '../../scope.ts'
import type { PlanMeasure, ReportRow, ShapeContext } from '../../types.ts'
import { hiddenCount, hiddenSum } from './hidden.ts'

/** A value as a number of the language, or null: a date or a name is none. */
export function numberOf(value: Json | undefined): DecimalValue | null {
  return value !== undefined && isNumberLike(value) ? (value as DecimalValue) : null
}

type Combine = (values: readonly DecimalValue[]) => Json

function pick(values: readonly Json[], wanted: 1 | -1, textual: boolean): Json {
  const compare = orderOf({ kind: textual ? 'text' : 'number' })
  const present = values.filter((one) => one !== null)
  const [first = null, ...rest] = present
  return rest.reduce((best, one) => (Math.sign(compare(one, best)) === wanted ? one : best), first)
}

/** A value as text, for keys and for comparing. */
export function wordOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Order of two values of one column: numbers by value, dates and texts by code point, as the store gives them. */
export function order(a: Json, b: Json): number {
  if (isNumberLike(a) && isNumberLike(b)) return compareDecimal(a as DecimalValue, b as DecimalValue)
  return compareText(wordOf(a), wordOf(b))
}

/** The same where the type is known: a text of digits is a text like any other, or `9` would stand before `10` and after `1a`. */
export function orderOf({ kind }: Pick<ExpressionType, 'kind'>): (a: Json, b: Json) => number {
  return kind === 'number' || kind === 'null' ? order : (a, b) => compareText(wordOf(a), wordOf(b))
}

function isNumberLike(value: Json): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
}

const sum: Combine = (values) => values.reduce<DecimalValue>(addDecimal, 0)

/** The sum of a hidden or shown column over rows; nulls count as nothing. */
export function sumColumn(rows: readonly ReportRow[], key: string): DecimalValue {
  return sum(rows.flatMap((row) => numberOf(row[key]) ?? [])) as DecimalValue
}

/** Joins the base measures of several groups to those of one larger group. Null where that is not possible. */
export function mergeRows(rows: readonly ReportRow[], measures: readonly PlanMeasure[]): ReportRow {
  const merged: { [key: string]: Json } = {}
  for (const measure of measures) Object.assign(merged, mergeMeasure(rows, measure))
  return merged
}

function mergeMeasure(rows: readonly ReportRow[], measure: PlanMeasure): ReportRow {
  const { key, agg, alone, earlier, textual } = measure
  if (earlier !== undefined) return mergeEarlier(rows, earlier)
  if (agg === undefined) return {}
  if (alone === true) return { [key]: rows.length === 1 ? (rows[0]?.[key] ?? null) : null }
  if (agg === 'avg') {
    const [total, count] = [hiddenSum(key), hiddenCount(key)]
    return { [total]: sumColumn(rows, total), [count]: sumColumn(rows, count) }
  }
  if (agg === 'sum' || agg === 'count') return { [key]: sumColumn(rows, key) }
  const values = rows.map((row) => row[key] ?? null)
  return { [key]: pick(values, agg === 'min' ? -1 : 1, textual === true) }
}

/** Columns of a base measure as the store gives them. */
export function storedColumns({ key, agg, alone }: PlanMeasure): readonly string[] {
  return agg === 'avg' && alone !== true ? [hiddenSum(key), hiddenCount(key)] : [key]
}

/** A row with the values of an earlier period in place of its own. */
function asEarlier(row: ReportRow, earlier: NonNullable<PlanMeasure['earlier']>): ReportRow {
  const values = earlier.flatMap(({ measure, from }) =>
    storedColumns(measure).map((name, at) => [name, row[from[at] ?? ''] ?? null] as const),
  )
  return { ...row, ...Object.fromEntries(values) }
}

function mergeEarlier(rows: readonly ReportRow[], earlier: NonNullable<PlanMeasure['earlier']>): ReportRow {
  const before = rows.map((row) => asEarlier(row, earlier))
  const merged = mergeRows(
    before,
    earlier.map((one) => one.measure),
  )
  const back = earlier.flatMap(({ measure, from }) =>
    storedColumns(measure).map((name, at) => [from[at] ?? '', merged[name] ?? null] as const),
  )
  return Object.fromEntries(back)
}

type Moment = Pick<ShapeContext, 'asOf' | 'timeZone' | 'fiscalYearStart'>
type Deriving = Moment & Pick<ShapeContext, 'language'>

/** Adds averages, calculated measures and those of an earlier period to a row of base measures. */
export function deriveRow(row: ReportRow, measures: readonly PlanMeasure[], ctx: Deriving): ReportRow {
  const before = measures.flatMap(({ key, of = '', earlier }) =>
    earlier === undefined
      ? []
      : [[key, derivedRow(asEarlier(row, earlier), measures, ctx)[of] ?? null] as const],
  )
  return derivedRow({ ...row, ...Object.fromEntries(before) }, measures, ctx)
}

function derivedRow(row: ReportRow, measures: readonly PlanMeasure[], ctx: Deriving): ReportRow {
  const values: { [key: string]: Json } = { ...row }
  for (const { key, agg, alone } of measures) {
    if (agg !== 'avg' || alone === true) continue
    const count = numberOf(values[hiddenCount(key)]) ?? 0
    values[key] = divideDecimal(numberOf(values[hiddenSum(key)]) ?? 0, count)
  }
  for (const one of calcOrder(measures)) {
    values[one.key] = one.calc === undefined ? null : ctx.language.evaluate(one.calc, calcInput(values, ctx))
  }
  return values
}

/** What a formula over measures is evaluated on. */
export function calcInput(row: ReportRow, { asOf, timeZone, fiscalYearStart }: Moment): EvaluationInput {
  return {
    row,
    now: asOf,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(fiscalYearStart === undefined ? {} : { fiscalYearStart }),
  }
}

/** The measures a formula reads. */
export function readBy(
  one: MeasureDocument,
  measures: readonly MeasureDocument[],
): readonly MeasureDocument[] {
  const names = new Set(varsIn(one.calc))
  return measures.filter((other) => names.has(other.key))
}

/** Calculated measures, each after those its formula reads. A cycle, refused at publish, keeps the order given. */
export function calcOrder(measures: readonly MeasureDocument[]): readonly MeasureDocument[] {
  const calcs = measures.filter((one) => one.calc !== undefined)
  const seen = new Set<MeasureDocument>()
  const done: MeasureDocument[] = []
  const visit = (one: MeasureDocument): void => {
    if (seen.has(one)) return
    seen.add(one)
    readBy(one, calcs).forEach(visit)
    done.push(one)
  }
  calcs.forEach(visit)
  return done
}

/** Whether a calculated measure reaches itself through the formulas it reads. */
export function calcCycle(measure: MeasureDocument, measures: readonly MeasureDocument[]): boolean {
  const seen = new Set<MeasureDocument>()
  const walk = (one: MeasureDocument): boolean =>
    readBy(one, measures).some((next) => {
      if (next === measure) return true
      if (seen.has(next)) return false
      seen.add(next)
      return walk(next)
    })
  return walk(measure)
}
