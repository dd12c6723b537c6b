import {
  type JsonSchema,
  type Shape,
  byType,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  label,
  list,
  map,
  number,
  object,
  oneOf,
  path,
  yesNo,
} from './build.ts'

const nodes = list({ $ref: '#/$defs/node' })
const span: JsonSchema = { type: 'integer', minimum: 1, maximum: 12 }

function node(type: string, shape: Shape): JsonSchema {
  return object({ 'type!': { const: type }, id: filledText, ...shape, visible: expression })
}

const column = object({ 'field!': key, width: number, readOnly: expression, visible: expression })

const change = object({
  'when!': object({ 'changed!': list(path, { minItems: 1 }), condition: expression }),
  'set!': map(expression, key),
})

const variants: readonly JsonSchema[] = [
  node('field', {
    'field!': key,
    span,
    mobileSpan: span,
    label,
    help: label,
    required: expression,
    readOnly: expression,
    optionsFilter: expression,
  }),
  node('subtable', {
    'field!': key,
    view: oneOf('grid', 'cards', 'dialog'),
    columns: list(column),
    totals: list(key),
    onChange: list(change),
    readOnly: expression,
    required: expression,
  }),
  node('section', { label, columns: span, collapsed: yesNo, 'nodes!': nodes }),
  node('tabs', {
    'tabs!': list(object({ id: filledText, 'label!': label, visible: expression, 'nodes!': nodes })),
  }),
  node('steps', { 'steps!': list(object({ id: filledText, 'label!': label, 'nodes!': nodes })) }),
  node('divider', { label }),
  node('note', { 'text!': label, tone: oneOf('info', 'warning') }),
  node('related_list', { 'entity!': key, 'field!': key, columns: list(key), label }),
  node('button', { 'label!': label, 'rule!': key, settings: { type: 'object' } }),
]

/** Schema of `forms/<entity>.<key>.json`. */
export function formSchema(): JsonSchema {
  const { $schema, id, description } = head
  return documentSchema(
    'form',
    {
      $schema: $schema ?? {},
      id: id ?? {},
      'key!': key,
      label,
      description: description ?? {},
      'entity!': key,
      'purpose!': oneOf('create', 'edit', 'quick', 'public', 'approval', 'mobile'),
      'nodes!': nodes,
      onChange: list(change),
    },
    { node: byType(variants) },
  )
}
