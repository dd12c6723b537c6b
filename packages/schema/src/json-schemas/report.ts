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

const dimension = object({
  'key!': key,
  label,
  'expr!': expression,
  bucket: oneOf('day', 'week', 'month', 'quarter', 'year'),
})

const measure = object({
  'key!': key,
  label,
  format: plainText,
  agg: oneOf('sum', 'avg', 'min', 'max', 'count', 'countDistinct'),
  expr: expression,
  filter: expression,
  calc: expression,
  window: oneOf('percentOfTotal', 'rank', 'running', 'shift'),
  of: key,
  by: filledText,
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
    kind: oneOf('standard', 'funnel'),
    'source!': object({ 'entity!': key }),
    filter: expression,
    dimensions: list(dimension),
    measures: list(measure),
    having: expression,
    sort: list(object({ 'by!': key, dir: oneOf('asc', 'desc') })),
    limit: object({ 'n!': { type: 'integer', minimum: 1 }, others: yesNo }),
    layout,
    chart: chartSchema(context),
    drill: object({ 'fields!': list(path) }),
    funnel: object({ 'field!': key, amount: key, mode: oneOf('reached', 'snapshot') }),
  })
}
