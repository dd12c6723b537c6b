import type { MeasureDocument } from '@mortise/schema'
import { editMeasure } from './commands.ts'
import { kindAt } from './fields.ts'
import { automaticLabel, sameLabel } from './labels.ts'
import { sourceOfMeasure } from './related.ts'
import type { ReportEditor } from './use-report-editor.ts'

const aggregates = ['sum', 'avg', 'min', 'max', 'count', 'countDistinct', 'median', 'p90', 'stddev'] as const
const summable: ReadonlySet<string> = new Set(['sum', 'avg', 'median', 'p90', 'stddev'])

/** Path of a plain field; undefined for formulas. */
export function plainPathOf(expr: unknown): string | undefined {
  const named = typeof expr === 'object' && expr !== null && 'var' in expr ? expr.var : undefined
  return typeof named === 'string' ? named : undefined
}

/** Ways of summing up that fit what a measure reads. */
export function aggregatesFor(
  { source, report }: Pick<ReportEditor, 'source' | 'report'>,
  measure: MeasureDocument,
): readonly (typeof aggregates)[number][] {
  if (measure.per !== undefined) return aggregates.filter((one) => one !== 'count' && one !== 'countDistinct')
  const path = plainPathOf(measure.expr)
  if (measure.expr === undefined) return ['count']
  const kind = path === undefined ? 'number' : kindAt(sourceOfMeasure(source, report, measure), path)
  return aggregates.filter((one) => !summable.has(one) || kind === 'number' || kind === 'duration')
}

/** The report with a measure summed up another way; a name that nobody gave follows. */
export function withAggregate(
  { source, report }: Pick<ReportEditor, 'source' | 'report'>,
  measure: MeasureDocument,
  agg: NonNullable<MeasureDocument['agg']>,
): ReportEditor['report'] {
  const was =
    measure.agg === undefined ? undefined : automaticLabel(source, report, { ...measure, agg: measure.agg })
  const given = measure.agg === undefined || measure.per !== undefined || !sameLabel(measure.label, was)
  const label = given ? measure.label : automaticLabel(source, report, { ...measure, agg })
  return editMeasure(report, measure.key, { agg, label })
}
