import { divideDecimal, type DecimalValue, type Json } from '@mortise/expressions'
import type { ReportResult, ReportRow, ShapeContext, StagesPlan } from '../../types.ts'
import { numberOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'

function ratio(value: DecimalValue | null, whole: DecimalValue | null): Json {
  return value === null || whole === null ? null : divideDecimal(value, whole)
}

function shapeRow(
  row: ReportRow,
  around: {
    readonly first: ReportRow | undefined
    readonly before: ReportRow | undefined
    readonly snapshot: boolean
  },
): ReportRow {
  const { first, before, snapshot } = around
  const counted = snapshot ? 'current' : 'reached'
  const count = (one: ReportRow | undefined): DecimalValue | null => numberOf(one?.[counted])
  return {
    stage: row['stage'] ?? null,
    count: count(row),
    amount: row[snapshot ? 'currentAmount' : 'reachedAmount'] ?? null,
    step: before === undefined ? null : ratio(count(row), count(before)),
    total: ratio(count(row), count(first)),
    lost: row['lostHere'] ?? null,
    dwell_average: row['dwellAverageDays'] ?? null,
    dwell_median: row['dwellMedianDays'] ?? null,
    dwell_p90: row['dwellP90Days'] ?? null,
  }
}

/**
 * Shapes the answer of the stage history, in the order of the stages. Rates are null, not 0, where nothing went into
 * the stage they are measured against.
 */
export function shapeFunnel(plan: StagesPlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const byStage = new Map(answer.map((row) => [row['stage'], row]))
  const ordered = plan.query.stages.flatMap((stage) => {
    const row = byStage.get(stage)
    return row === undefined ? [] : [row]
  })
  const snapshot = plan.report.funnel?.mode === 'snapshot'
  const keys = plan.columns.map((one) => one.key)
  const rows = ordered.map((row, index) => {
    const shaped = shapeRow(row, { first: ordered[0], before: ordered[index - 1], snapshot })
    return Object.fromEntries(keys.map((key) => [key, shaped[key] ?? null]))
  })
  return { columns: plan.columns, rows, labels: labelsOf(plan, rows, ctx), asOf: ctx.asOf }
}
