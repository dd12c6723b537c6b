import { say } from '@mortise/errors'
import { divideDecimal } from '@mortise/expressions'
import type { CompletenessSettings, MeasureDocument, ReportDocument } from '@mortise/schema'
import type { ReportKind } from '../../define.ts'
import { fieldAt, sourceOf } from '../../scope.ts'
import type {
  AggregatePlan,
  ReportColumn,
  ReportContext,
  ReportResult,
  ReportRow,
  ShapeContext,
} from '../../types.ts'
import { deriveKind } from '../derived.ts'
import { mergeRows, numberOf } from '../standard/derive.ts'
import { labelsOf } from '../standard/shape.ts'
import { completenessSettings, startCompleteness } from './settings.ts'

const filledKey = (at: number): string => `f${at}`

function standard({ fields, by }: CompletenessSettings, report: ReportDocument): ReportDocument {
  const filled = fields.map(
    (path, at): MeasureDocument => ({
      key: filledKey(at),
      agg: 'count',
      filter: { '!=': [{ var: path }, null] },
    }),
  )
  return {
    ...report,
    dimensions: by === undefined ? [] : [{ key: 'by', expr: by }],
    measures: [{ key: 'total', agg: 'count' }, ...filled],
  }
}

const number = { kind: 'number' } as const

function columns(by: ReportColumn | undefined): readonly ReportColumn[] {
  return [
    ...(by === undefined ? [] : [by]),
    { key: 'field', label: { zh: '字段', en: 'Field' }, role: 'dimension', type: { kind: 'text' } },
    { key: 'rate', label: { zh: '完整率', en: 'Filled in' }, role: 'measure', type: number, format: '0.0%' },
    { key: 'filled', label: { zh: '已填', en: 'With a value' }, role: 'measure', type: number },
    { key: 'missing', label: { zh: '缺失', en: 'Without' }, role: 'measure', type: number },
    { key: 'total', label: { zh: '记录数', en: 'Records' }, role: 'measure', type: number },
  ]
}

function figures(filled: number, total: number): ReportRow {
  return { filled, missing: total - filled, total, rate: divideDecimal(filled, total) }
}

const count = (row: ReportRow, key: string): number => Number(numberOf(row[key]) ?? 0)

/** One row for each field (of each group); the total is of all places that could be filled. */
function shape(plan: AggregatePlan, answer: readonly ReportRow[], ctx: ShapeContext): ReportResult {
  const fields = plan.report.completeness?.fields ?? []
  const rows = answer.flatMap((row) =>
    fields.map((field, at) => ({
      ...(plan.report.completeness?.by === undefined ? {} : { by: row['by'] ?? null }),
      field,
      ...figures(count(row, filledKey(at)), count(row, 'total')),
    })),
  )
  const whole = mergeRows(answer, plan.measures)
  const filled = fields.reduce((sum, _, at) => sum + count(whole, filledKey(at)), 0)
  const labels = labelsOf(plan, rows, ctx)
  return {
    columns: plan.columns,
    rows,
    totals: figures(filled, count(whole, 'total') * fields.length),
    labels,
    asOf: ctx.asOf,
  }
}

/** Names of the fields, as the values of a dimension. */
function fieldNames(
  plan: AggregatePlan,
  report: ReportDocument,
  ctx: ReportContext,
): AggregatePlan['options'] {
  const entity = sourceOf(report, ctx)
  const named = (report.completeness?.fields ?? []).map((path) => ({
    value: path,
    label: (entity && fieldAt(entity, path, ctx)?.document.label) ?? say(path, 'zh'),
  }))
  return { ...plan.options, field: named }
}

/** How many records have each field filled in: full is 1, and what is filled and what is missing make all. */
export const completenessKind: ReportKind = deriveKind({
  type: 'completeness',
  label: { zh: '数据完整率', en: 'Data completeness' },
  note: { zh: '哪些字段没填、谁的资料不全', en: 'Which fields are empty, and whose records are incomplete' },
  picture: { fill: 'M4 5h24v4H4zM4 12h30v4H4zM4 19h14v4H4z' },
  settings: completenessSettings,
  start: startCompleteness,
  chart: 'table',
  standard,
  plan: (plan, ctx) => ({
    ...plan,
    columns: columns(plan.columns.find((one) => one.key === 'by')),
    options: fieldNames(plan, plan.report, ctx),
  }),
  shape,
  drill: (report, row) => {
    const { by } = report.completeness ?? {}
    const missing = typeof row['field'] === 'string' ? [{ '==': [{ var: row['field'] }, null] }] : []
    const group = by === undefined || row['by'] === undefined ? [] : [{ '==': [by, row['by']] }]
    const all = [...missing, ...group]
    return all.length === 0 ? null : { and: all }
  },
  places: [
    ['/dimensions/0/expr', '/completeness/by'],
    ['/measures', '/completeness/fields'],
  ],
})
