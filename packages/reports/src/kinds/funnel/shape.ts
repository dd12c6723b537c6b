import { divideDecimal, type DecimalValue, type Json } from '@mortise/expressions'
import type { ReportResult, ReportRow, ShapeContext, StagesPlan } from '../../types.ts'
import { numberOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'

function ratio(value: DecimalValue | null, whole: DecimalValue | null): Json {
  return value === null || whole === null ? null : divideDecimal(value, whole)
}

type Mode = { readonly count: string; readonly amount: string }

const modes: { readonly [mode: string]: Mode } = {
  reached: { count: 'reached', amount: 'reachedAmount' },
  snapshot: { count: 'current', amount: 'currentAmount' },
  period: { count: 'entered', amount: 'enteredAmount' },
}

function shapeRow(
  row: ReportRow,
  around: {
    readonly first: ReportRow | undefined
    readonly before: ReportRow | undefined
    readonly mode: Mode
  },
): ReportRow {
  const { first, before, mode } = around
  const count = (one: ReportRow | undefined): DecimalValue | null => numberOf(one?.[mode.count])
  return {
    stage: row['stage'] ?? null,
    by: row['by'] ?? null,
    count: count(row),
    amount: row[mode.amount] ?? null,
    step: before === undefined ? null : ratio(count(row), count(before)),
    total: ratio(count(row), count(first)),
    lost: row['lostHere'] ?? null,
    still: row['openHere'] ?? null,
    dwell_average: row['dwellAverageDays'] ?? null,
    dwell_median: row['dwellMedianDays'] ?? null,
    dwell_p90: row['dwellP90Days'] ?? null,
    waiting: row['waitingAverageDays'] ?? null,
    stuck: row['stuck'] ?? null,
  }
}

/**
 * Shapes the answer of the stage history, in the order of the stages and within each in that of the teams. Rates are
 * null, not 0, where nothing went into the stage they are measured against.
 */
export function shapeFunnel(plan: StagesPlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const keyOf = (stage: string, by: Json): string => JSON.stringify([stage, by])
  const found = new Map(answer.map((row) => [keyOf(String(row['stage']), row['by'] ?? null), row]))
  const teams = [
    ...new Map(answer.map((row) => [JSON.stringify(row['by'] ?? null), row['by'] ?? null])).values(),
  ]
  const { stages } = plan.query
  const mode = modes[plan.report.funnel?.mode ?? 'reached'] ?? { count: 'reached', amount: 'reachedAmount' }
  const keys = plan.columns.map((one) => one.key)
  const rows = stages.flatMap((stage, index) =>
    teams.flatMap((team) => {
      const at = (one: string | undefined): ReportRow | undefined =>
        one === undefined ? undefined : found.get(keyOf(one, team))
      const row = at(stage)
      if (row === undefined) return []
      const shaped = shapeRow(row, { first: at(stages[0]), before: at(stages[index - 1]), mode })
      return [Object.fromEntries(keys.map((key) => [key, shaped[key] ?? null]))]
    }),
  )
  return { columns: plan.columns, rows, labels: labelsOf(plan, rows, ctx), asOf: ctx.asOf }
}
