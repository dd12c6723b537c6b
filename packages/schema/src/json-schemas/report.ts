import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  object,
  oneOf,
  path,
  plainText,
  yesNo,
} from './build.ts'
import { type SchemaContext, chartSchema } from './extensions.ts'
import { analysisSettings } from './report-analyses.ts'
import { kindSettings } from './report-kinds.ts'

/** A day of the calendar. */
const day = { ...plainText, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }

const dimension = object({
  'key!': key,
  label,
  'expr!': expression,
  bucket: oneOf('day', 'week', 'month', 'quarter', 'year'),
  groups: list(
    object({
      'key!': key,
      label,
      below: { type: ['string', 'number'] },
      in: list({ type: ['string', 'number', 'boolean'] }),
      days: object({ range: filledText, from: day, until: day }),
    }),
  ),
})

const aggregate = oneOf('sum', 'avg', 'min', 'max', 'count', 'countDistinct', 'median', 'p90', 'stddev')

const join = object({
  'key!': key,
  label,
  type: oneOf('left', 'exists', 'absent', 'beside'),
  path,
  entity: key,
  on: list(object({ 'own!': expression, 'other!': expression })),
  by: { type: 'object', propertyNames: key, additionalProperties: expression },
  where: expression,
})

const measure = object({
  'key!': key,
  label,
  format: plainText,
  agg: aggregate,
  expr: expression,
  filter: expression,
  over: key,
  per: list(expression),
  each: aggregate,
  grain: list(key),
  calc: expression,
  window: oneOf('percentOfTotal', 'rank', 'running', 'shift'),
  of: key,
  by: filledText,
  within: list(key),
  on: expression,
  hidden: yesNo,
})

const layout = object({
  'kind!': oneOf('table', 'summary', 'matrix', 'chart'),
  rows: list(key),
  columns: list(key),
  totals: yesNo,
})

/** Schema of `reports/<key>.json`. */
export function reportSchema(context: SchemaContext): JsonSchema {
  return documentSchema('report', {
    ...head,
    kind: oneOf('standard', 'funnel', ...Object.keys(kindSettings), ...Object.keys(analysisSettings)),
    'source!': object({ 'entity!': key, report: key, where: expression }),
    joins: list(join),
    filter: expression,
    dimensions: list(dimension),
    measures: list(measure),
    having: expression,
    sort: list(object({ 'by!': key, dir: oneOf('asc', 'desc') })),
    limit: object({ 'n!': { type: 'integer', minimum: 1 }, others: yesNo, within: list(key) }),
    zeros: yesNo,
    layout,
    chart: chartSchema(context),
    drill: object({ 'fields!': list(path) }),
    ...kindSettings,
    ...analysisSettings,
    funnel: object({
      'field!': key,
      amount: key,
      mode: oneOf('reached', 'snapshot', 'period'),
      period: filledText,
      by: expression,
    }),
  })
}
