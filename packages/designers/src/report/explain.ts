import { say } from '@mortise/errors'
import { type Expression, language, makeScope } from '@mortise/expressions'
import {
  addPeriods,
  bucketStart,
  reportMeaning,
  type ReportResult,
  type ReportRow,
  shownValue,
} from '@mortise/reports'
import type { MeasureDocument, ReportDocument, ReportJoinDocument } from '@mortise/schema'
import type { Translate } from '@mortise/ui'
import { printFormula } from '../condition/by-labels.ts'
import { filterTerms } from './commands.ts'
import { nameAt, type Source } from './fields.ts'
import { aggregateWord, bucketWord, type ReportWord } from './messages.ts'
import { joinName, joinOf, sourceOfMeasure } from './related.ts'
import { plainPathOf } from './aggregates.ts'

/** One line of an explanation: what it is about, and what it says. */
export type ExplainLine = { readonly word: ReportWord; readonly text: string }

/** What explaining is given beside the report: names, words, and how conditions are said. */
export type Explaining = {
  readonly source: Source
  readonly t: Translate<ReportWord>
  readonly words: (condition: Expression, entity: string) => string
  /** What a join keeps of the records, and what is asked of the groups. */
  readonly related: (join: ReportJoinDocument) => string
  readonly grouped: (term: Expression) => string
}

/** Says where the numbers of a row come from: how they are worked out, over which records, in which group and period. */
export function explainRow(
  report: ReportDocument,
  given: { readonly result: ReportResult; readonly row: ReportRow },
  with_: Explaining,
): readonly ExplainLine[] {
  return [...howLines(report, with_), ...recordLines(report, with_), ...groupLines(report, given, with_)]
}

/** Which records count: all, those that meet the filter, those with or without related ones; and which groups show. */
function recordLines(
  report: ReportDocument,
  { source, t, words, related, grouped }: Explaining,
): readonly ExplainLine[] {
  const entity = say(source.entity?.document.plural ?? source.entity?.document.label, source.locale)
  const conditions = [
    ...filterTerms(report.filter).map((term) => words(term, report.source.entity)),
    ...(report.joins ?? []).filter(({ type }) => type === 'exists' || type === 'absent').map(related),
  ]
  const text = conditions.join(t('saidAnd'))
  const lines: ExplainLine[] = [
    { word: 'of', text: text === '' ? t('everything', { entity }) : t('saidFilter', { entity, text }) },
  ]
  const shown = filterTerms(report.having).map(grouped)
  if (shown.length > 0) lines.push({ word: 'onlyShown', text: shown.join(t('saidAnd')) })
  if (report.limit !== undefined)
    lines.push({
      word: 'onlyShown',
      text: t(report.limit.others === true ? 'saidTopOthers' : 'saidTop', { n: String(report.limit.n) }),
    })
  return lines
}

function howLines(report: ReportDocument, with_: Explaining): readonly ExplainLine[] {
  const { source, t } = with_
  if (report.kind === 'funnel')
    return [{ word: 'how', text: t(report.funnel?.mode === 'snapshot' ? 'saidSnapshot' : 'saidFunnel') }]
  const { model, kit, locale } = source
  const kind = kit.reportKinds.find(report.kind ?? 'standard')
  // A kind of its own is said by what it answers, then by what it is worked out from.
  const means = reportMeaning(report, { model, fields: kit.fields, language }, kit.reportKinds)
  const note: readonly ExplainLine[] =
    kind?.settings === undefined || kind.note === undefined ? [] : [{ word: 'how', text: kind.note[locale] }]
  const measures = means.measures ?? []
  const lines = measures.map((measure): ExplainLine => {
    const text = sayMeasure(means, measure, with_)
    const name = labelOf(means, measure, source)
    return { word: 'how', text: measures.length === 1 ? text : t('faultAt', { name, text }) }
  })
  return [...note, ...lines]
}

/** How a measure is worked out, in a sentence. */
export function sayMeasure(report: ReportDocument, measure: MeasureDocument, with_: Explaining): string {
  const { source, t } = with_
  if (measure.calc !== undefined) {
    const names = (report.measures ?? []).map((one) => ({
      key: one.key,
      label: labelOf(report, one, source),
      type: { kind: 'number' } as const,
      nullable: true,
    }))
    return t('saidCalc', { text: printFormula(measure.calc, makeScope('report', names), source.locale) })
  }
  return measure.window === undefined
    ? sayAggregate(report, measure, with_)
    : sayWindow(report, measure, with_)
}

/** What the period before is called, by its length. */
const beforeWord: { readonly [unit: string]: ReportWord | undefined } = {
  day: 'dayBefore',
  week: 'weekBefore',
  month: 'monthBefore',
  quarter: 'quarterBefore',
  year: 'lastYear',
}

function sayWindow(report: ReportDocument, measure: MeasureDocument, { source, t }: Explaining): string {
  const { window = 'shift', within = [], by = '' } = measure
  const base = (report.measures ?? []).find(({ key }) => key === measure.of)
  const of = base === undefined ? (measure.of ?? '') : labelOf(report, base, source)
  if (window === 'shift') {
    const [count = '1', unit = 'year'] = by.split(' ')
    const back = t('saidBack', { count, unit: t(bucketWord[unit.replace(/s$/, '') as 'year'] ?? 'year') })
    return t('saidShift', { of, by: count === '1' ? t(beforeWord[unit] ?? 'lastYear') : back })
  }
  const inside = within.map((key) => groupName(report, key, source)).join(t('comma'))
  const word = t(window)
  if (window === 'percentOfTotal')
    return inside === '' ? t('saidShare', { of }) : t('saidShareIn', { of, inside })
  if (window === 'rank') return inside === '' ? t('saidRank', { of }) : t('saidRankIn', { of, inside })
  return t('saidWindow', { of, window: word })
}

function sayAggregate(
  report: ReportDocument,
  measure: MeasureDocument,
  { source, t, words }: Explaining,
): string {
  const { agg = 'count', each, per, grain, filter } = measure
  const join = joinOf(report, measure)
  const rows = sourceOfMeasure(source, report, measure)
  const entity =
    join === undefined ? say(source.entity?.document.label, source.locale) : joinName(source, join)
  const path = plainPathOf(measure.expr)
  const inner = per === undefined ? agg : (each ?? 'sum')
  const how =
    measure.expr === undefined
      ? t('saidCount', { entity })
      : t('saidAgg', {
          entity,
          agg: t(aggregateWord[inner]),
          field:
            path === undefined
              ? printFormula(measure.expr, rows.entity?.scope, source.locale)
              : nameAt(rows, path),
        })
  const only =
    filter === undefined || filter === null
      ? ''
      : t('saidOnly', { text: words(filter, rows.entity?.key ?? '') })
  const finer = per?.map((one) => {
    const named = plainPathOf(one)
    return named === undefined ? printFormula(one, rows.entity?.scope, source.locale) : nameAt(rows, named)
  })
  const said =
    finer === undefined
      ? how + only
      : t('saidPer', { each: finer.join(t('comma')), how: how + only, agg: t(aggregateWord[agg]) })
  const apart = join === undefined ? '' : t('saidApart', { entity })
  if (grain === undefined) return said + apart
  const groups = grain.map((key) => groupName(report, key, source)).join(t('comma'))
  return said + apart + (groups === '' ? t('saidWhole') : t('saidGrain', { groups }))
}

function groupName(report: ReportDocument, key: string, source: Source): string {
  const dimension = report.dimensions?.find((one) => one.key === key)
  const path = plainPathOf(dimension?.expr)
  return say(dimension?.label, source.locale) || (path === undefined ? key : nameAt(source, path))
}

function labelOf(report: ReportDocument, measure: MeasureDocument, source: Source): string {
  const path = plainPathOf(measure.expr)
  const given = say(measure.label, source.locale)
  return given || (path === undefined ? measure.key : nameAt(sourceOfMeasure(source, report, measure), path))
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
      const until = (from: string): string => addPeriods(addPeriods(from, 1, bucket), -1, 'day')
      const period: ExplainLine = { word: 'period', text: t('fromTo', { from: start, to: until(start) }) }
      const earlier = [
        ...new Set((report.measures ?? []).flatMap((one) => (one.window === 'shift' ? [one.by ?? ''] : []))),
      ]
      const before = earlier.flatMap((by): ExplainLine[] => {
        const [count, unit] = by.split(' ')
        const known = Object.keys(bucketWord).find((one) => unit === one || unit === `${one}s`)
        if (known === undefined) return []
        const from = addPeriods(start, -Number(count), known as typeof bucket)
        return [{ word: 'comparedWith', text: t('fromTo', { from, to: until(from) }) }]
      })
      return [line, period, ...before]
    })
}
