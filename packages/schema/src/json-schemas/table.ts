import {
  type JsonSchema,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  list,
  object,
  oneOf,
} from './build.ts'

/** Schema of `tables/<key>.json`, decision tables. */
export function tableSchema(): JsonSchema {
  return documentSchema('table', {
    ...head,
    entity: key,
    'hitPolicy!': oneOf('unique', 'any', 'priority', 'first', 'collect', 'rule_order', 'output_order'),
    aggregate: oneOf('sum', 'min', 'max', 'count'),
    'inputs!': list(object({ 'key!': key, 'expr!': expression })),
    'outputs!': list(object({ 'key!': key, 'type!': filledText })),
    'rows!': list(object({ 'when!': list(expression), 'then!': list(expression) })),
  })
}
