import type { Json } from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import type { PlanMeasure, ReportRow, ShapeContext } from '../../types.ts'
import { calcInput, readBy } from './derive.ts'
import { formulaValues, looksAround } from './window-formulas.ts'
import { type WindowInput, windowValues } from './windows.ts'

/** What a measure is worked out from. */
function readsOf(one: MeasureDocument, measures: readonly MeasureDocument[]): readonly MeasureDocument[] {
  const of = one.window === undefined ? [] : measures.filter((other) => other.key === one.of)
  return [...of, ...readBy(one, measures)]
}

/**
 * Measures that need the rows around them, and formulas that read those, each after what it reads. One of an earlier
 * period that the store was asked for is none of them.
 */
export function lateMeasures(measures: readonly PlanMeasure[]): readonly PlanMeasure[] {
  const seen = new Set<PlanMeasure>()
  const late = new Set<PlanMeasure>()
  const visit = (one: PlanMeasure): void => {
    if (seen.has(one)) return
    seen.add(one)
    const reads = readsOf(one, measures) as readonly PlanMeasure[]
    reads.forEach(visit)
    const own = one.window === undefined ? looksAround(one.calc) : one.earlier === undefined
    if (own || (one.calc !== undefined && reads.some((other) => late.has(other)))) late.add(one)
  }
  measures.forEach(visit)
  return [...late]
}

/** Whether a measure leads back to itself over the windows and formulas it reads. */
export function leadsBack(measure: MeasureDocument, measures: readonly MeasureDocument[]): boolean {
  const seen = new Set<MeasureDocument>()
  const walk = (one: MeasureDocument): boolean =>
    readsOf(one, measures).some((next) => {
      if (next === measure) return true
      if (seen.has(next)) return false
      seen.add(next)
      return walk(next)
    })
  return walk(measure)
}

function lateValues(measure: PlanMeasure, input: WindowInput, ctx: ShapeContext): readonly Json[] {
  if (measure.window !== undefined) return windowValues(measure, input)
  if (looksAround(measure.calc)) return formulaValues(measure, input, ctx)
  return input.rows.map((row) => ctx.language.evaluate(measure.calc ?? null, calcInput(row, ctx)))
}

/**
 * Adds them to rows, seen against every group. Without `every` the rows are all groups there are; formulas always compare
 * a row with those it stands among.
 */
export function addLate(
  measures: readonly PlanMeasure[],
  input: Omit<WindowInput, 'every'> & { readonly every?: readonly ReportRow[] },
  ctx: ShapeContext,
): readonly ReportRow[] {
  return lateMeasures(measures).reduce((rows, measure) => {
    const values = lateValues(measure, { ...input, rows, every: input.every ?? rows }, ctx)
    return rows.map((row, at) => ({ ...row, [measure.key]: values[at] ?? null }))
  }, input.rows)
}
