import { say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import { addPeriods, bucketStart, type ReportResult, type ReportRow, shownValue } from '@mortise/reports'
import type { MeasureDocument, ReportDocument } from '@mortise/schema'
import type { Translate } from '@mortise/ui'
import { nameAt, type Source } from './fields.ts'
import { aggregateWord, type ReportWord } from './messages.ts'
import { plainPathOf } from './pill-menu.ts'

/** One line of an explanation: what it is about, and what it says. */
export type ExplainLine = { readonly word: ReportWord; readonly text: string }

/** What explaining is given beside the report: names, words, and how conditions are said. */
export type Explaining = {
  readonly source: Source
  readonly t: Translate<ReportWord>
  readonly words: (condition: NonNullable<ReportDocument['filter']>, entity: string) => string
}

/** Says where the numbers of a row come from: how they are worked out, over which records, in which group and period. */
export function explainRow(
  report: ReportDocument,
  given: { readonly result: ReportResult; readonly row: ReportRow },
  with_: Explaining,
): readonly ExplainLine[] {
  const { source, t, words } = with_
  const entity = say(source.entity?.document.plural ?? source.entity?.document.label, source.locale)
  const { filter } = report
  const records =
    filter === undefined || filter === null
      ? t('everything', { entity })
      : t('saidFilter', { entity, text: words(filter, report.source.entity) })
  return [...howLines(report, with_), { word: 'of', text: records }, ...groupLines(report, given, with_)]
}

function howLines(report: ReportDocument, with_: Explaining): readonly ExplainLine[] {
  if (report.kind === 'funnel')
    return [
      { word: 'how', text: with_.t(report.funnel?.mode === 'snapshot' ? 'saidSnapshot' : 'saidFunnel') },
    ]
  const measures = report.measures ?? []
  return measures.map((measure): ExplainLine => ({ word: 'how', text: sayMeasure(report, measure, with_) }))
}

/** How a measure is worked out, in a sentence. */
export function sayMeasure(
  report: ReportDocument,
  measure: MeasureDocument,
  { source, t, words }: Explaining,
): string {
  const { agg, window, calc, filter } = measure
  if (calc !== undefined) return t('saidCalc', { text: language.print(calc, source.locale) })
  if (window !== undefined) {
    const base = (report.measures ?? []).find(({ key }) => key === measure.of)
    const of = base === undefined ? (measure.of ?? '') : labelOf(base, source)
    return window === 'shift'
      ? t('saidShift', { of, by: measure.by ?? '' })
      : t('saidWindow', { of, window: t(window) })
  }
  const entity = say(source.entity?.document.label, source.locale)
  const path = plainPathOf(measure.expr)
  const how =
    measure.expr === undefined
      ? t('saidCount', { entity })
      : t('saidAgg', {
          entity,
          agg: t(aggregateWord[agg ?? 'count']),
          field: path === undefined ? language.print(measure.expr, source.locale) : nameAt(source, path),
        })
  return filter === undefined || filter === null
    ? how
    : how + t('saidOnly', { text: words(filter, report.source.entity) })
}

function labelOf(measure: MeasureDocument, source: Source): string {
  const path = plainPathOf(measure.expr)
  return say(measure.label, source.locale) || (path === undefined ? measure.key : nameAt(source, path))
}

function groupLines(
  report: ReportDocument,
  { result, row }: { readonly result: ReportResult; readonly row: ReportRow },
  { source, t }: Explaining,
): readonly ExplainLine[] {
  const { locale } = source
  return result.columns
    .filter((column) => column.role === 'dimension' && row[column.key] !== undefined)
    .flatMap((column): ExplainLine[] => {
      const value = row[column.key] ?? null
      const shown = shownValue(result, column, { value, locale })
      const bucket = report.dimensions?.find(({ key }) => key === column.key)?.bucket
      const start = bucket === undefined ? undefined : bucketStart(value)
      const line: ExplainLine = {
        word: 'at',
        text: t('groupIs', { name: say(column.label, locale), value: shown }),
      }
      if (bucket === undefined || start === undefined) return [line]
      const last = addPeriods(addPeriods(start, 1, bucket), -1, 'day')
      return [line, { word: 'period', text: t('fromTo', { from: start, to: last }) }]
    })
}
