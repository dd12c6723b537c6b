import {
  documentSchema,
  head,
  type JsonSchema,
  key,
  label,
  list,
  object,
  oneOf,
  path,
  plainText,
  yesNo,
} from './build.ts'

const block: JsonSchema = object({
  // Types are a list that can be added to; one that is not known is passed over.
  'type!': key,
  id: plainText,
  label,
  fields: list(path),
  entity: key,
  field: key,
  columns: list(path),
  sort: list(object({ 'field!': path, dir: oneOf('asc', 'desc') })),
  create: yesNo,
  kinds: list(key),
  report: key,
  text: label,
  parent: key,
  role: key,
  influence: key,
  attitude: key,
  body: key,
})

/** Schema of `pages/<entity>.<key>.json`. */
export function pageSchema(): JsonSchema {
  return documentSchema(
    'page',
    {
      ...head,
      'entity!': key,
      highlights: list(path),
      stages: yesNo,
      'tabs!': list(object({ id: plainText, label, 'blocks!': list({ $ref: '#/$defs/block' }) })),
      side: list({ $ref: '#/$defs/block' }),
    },
    { block },
  )
}
