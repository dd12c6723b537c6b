import { say, type LocalizedText } from '@mortise/errors'
import type { DateBucket, MeasureDocument, ReportDocument } from '@mortise/schema'
import { fieldAtPath } from '../kit/names.ts'
import { translate } from '@mortise/ui'
import type { Source } from './fields.ts'
import { joinName, joinOf, sourceOfMeasure } from './related.ts'
import { aggregateWord, bucketWord, messages } from './messages.ts'

const both = (make: (locale: 'zh' | 'en') => string): LocalizedText => ({ zh: make('zh'), en: make('en') })

function fieldLabel(source: Source, path: string): (locale: 'zh' | 'en') => string {
  const label = fieldAtPath(source.model, source.entity, path)?.document.label
  return (locale) => say(label, locale) || path
}

/** What a dimension of a date is called when nobody named it: `赢单日期 · 月`. Others are called as their field. */
export function dimensionLabel(
  source: Source,
  path: string,
  bucket: DateBucket | undefined,
): LocalizedText | undefined {
  if (bucket === undefined) return undefined
  const name = fieldLabel(source, path)
  return both((locale) => `${name(locale)} · ${translate(messages, locale)(bucketWord[bucket])}`)
}

type Aggregate = NonNullable<MeasureDocument['agg']>

/** What a measure is called when nobody named it: a sum as its field, others with how they are summed up. */
export function measureLabel(
  source: Source,
  path: string | undefined,
  agg: Aggregate,
): LocalizedText | undefined {
  if (path === undefined) {
    const entity = source.entity?.document.label
    return { zh: `${say(entity, 'zh')}数`, en: `${say(entity, 'en')} count` }
  }
  if (agg === 'sum') return undefined
  const name = fieldLabel(source, path)
  return both((locale) => `${name(locale)} · ${translate(messages, locale)(aggregateWord[agg])}`)
}

/** What a measure of a report is called when nobody named it; one of other rows says of which. */
export function automaticLabel(
  source: Source,
  report: ReportDocument,
  measure: MeasureDocument & { readonly agg: Aggregate },
): LocalizedText | undefined {
  const { agg, expr } = measure
  const path = typeof expr === 'object' && expr !== null && 'var' in expr ? String(expr['var']) : undefined
  const join = joinOf(report, measure)
  if (join === undefined) return measureLabel(source, path, agg)
  const rows = sourceOfMeasure(source, report, measure)
  const whose = (locale: 'zh' | 'en'): string => joinName({ ...source, locale }, join)
  if (path === undefined)
    return both((locale) => translate(messages, locale)('countOf', { name: whose(locale) }))
  const name = fieldLabel(rows, path)
  return both((locale) => {
    const how = agg === 'sum' ? '' : ` · ${translate(messages, locale)(aggregateWord[agg])}`
    return `${whose(locale)} · ${name(locale)}${how}`
  })
}

/** Whether two labels say the same. */
export function sameLabel(a: LocalizedText | undefined, b: LocalizedText | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
