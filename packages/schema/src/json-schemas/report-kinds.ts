import { type JsonSchema, expression, filledText, key, list, object, oneOf, path } from './build.ts'

const period = oneOf('week', 'month', 'quarter', 'year')
const numbers: JsonSchema = { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 }

/** Schemas of what kinds of reports need to know, by the name of the kind. */
export const kindSettings: { readonly [kind: string]: JsonSchema } = {
  leaderboard: object({
    'who!': expression,
    'value!': object({
      'agg!': oneOf('sum', 'avg', 'count', 'countDistinct'),
      expr: expression,
      filter: expression,
    }),
    'date!': expression,
    period: filledText,
    compare: filledText,
    target: object({
      'entity!': key,
      'who!': expression,
      'date!': expression,
      'value!': expression,
      where: expression,
    }),
  }),
  cohort: object({ 'who!': key, 'date!': key, period, value: expression }),
  rfm: object({
    'orders!': path,
    'date!': expression,
    'amount!': expression,
    where: expression,
    days: { type: 'integer', minimum: 1, maximum: 999 },
    limits: object({ recency: numbers, frequency: numbers, monetary: numbers }),
    show: oneOf('grid', 'segments', 'customers'),
  }),
  completeness: object({ 'fields!': list(path), by: expression }),
}
