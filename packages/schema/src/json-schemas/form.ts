import {
  type JsonSchema,
  type Shape,
  byType,
  documentSchema,
  expression,
  filledText,
  head,
  key,
  keyPattern,
  label,
  list,
  map,
  natural,
  number,
  object,
  oneOf,
  path,
  yesNo,
} from './build.ts'
import { check } from './entity.ts'
import { publicForm } from './public-form.ts'

const nodes = list({ $ref: '#/$defs/node' })
const span: JsonSchema = { type: 'integer', minimum: 1, maximum: 12 }

function node(type: string, shape: Shape): JsonSchema {
  return object({ 'type!': { const: type }, id: filledText, ...shape, visible: expression })
}

const column = object({
  'field!': key,
  label,
  width: number,
  readOnly: expression,
  visible: expression,
  required: expression,
  optionsFilter: expression,
  default: expression,
})

const change = object({
  'when!': object({ 'changed!': list(path, { minItems: 1 }), condition: expression }),
  'set!': map(expression, key),
})

const sort = list(object({ 'field!': path, dir: oneOf('asc', 'desc') }))
const fill = map(key, key)

const dataLink = object({
  id: filledText,
  'entity!': key,
  'filter!': expression,
  sort: { ...sort, maxItems: 1 },
  'fill!': fill,
  whenNone: oneOf('clear', 'keep'),
})

// A union of types instead of `oneOf` keeps messages to the point.
const total: JsonSchema = {
  type: ['string', 'object'],
  pattern: keyPattern,
  properties: { field: key, of: oneOf('sum', 'avg', 'count', 'min', 'max') },
  required: ['field', 'of'],
  additionalProperties: false,
}

/** What picks and queries say of the other entity. */
const others: Shape = { 'entity!': key, sort, 'columns!': list(path, { minItems: 1 }), span }

const fieldVariant = node('field', {
  'field!': key,
  span,
  mobileSpan: span,
  label,
  help: label,
  required: expression,
  requiredEvenHidden: yesNo,
  readOnly: expression,
  optionsFilter: expression,
  messages: object({ required: label, format: label }),
})

const subtableVariant = node('subtable', {
  'field!': key,
  label,
  view: oneOf('grid', 'cards', 'dialog'),
  columns: list(column),
  totals: list(total),
  onChange: list(change),
  dataLinks: list(dataLink),
  readOnly: expression,
  required: expression,
  minRows: natural,
  maxRows: natural,
  canAdd: expression,
  canDelete: expression,
})

const step = object({ id: filledText, 'label!': label, visible: expression, 'nodes!': nodes })

const variants: readonly JsonSchema[] = [
  fieldVariant,
  subtableVariant,
  node('section', { label, columns: span, collapsed: yesNo, 'nodes!': nodes }),
  node('tabs', {
    'tabs!': list(object({ id: filledText, 'label!': label, visible: expression, 'nodes!': nodes })),
  }),
  node('steps', { checkEachStep: yesNo, 'steps!': list(step) }),
  node('divider', { label }),
  node('note', { 'text!': label, tone: oneOf('info', 'warning') }),
  node('html', { 'html!': label, span }),
  node('embed', {
    label,
    'url!': { type: 'string', maxLength: 2000 },
    height: { type: 'integer', minimum: 120, maximum: 2000 },
    span,
  }),
  node('related_list', { 'entity!': key, 'field!': key, columns: list(key), label }),
  node('button', { 'label!': label, 'rule!': key, settings: { type: 'object' } }),
  node('pick', { 'label!': label, ...others, filter: expression, multiple: yesNo, into: key, 'fill!': fill }),
  node('query', {
    'label!': label,
    ...others,
    'filter!': expression,
    limit: { type: 'integer', minimum: 1, maximum: 100 },
    show: oneOf('list', 'value'),
  }),
  node('code', {
    'kind!': oneOf('qr', 'code128', 'ean13'),
    'value!': expression,
    label,
    span,
    size: { type: 'integer', minimum: 40, maximum: 600 },
  }),
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
      dataLinks: list(dataLink),
      checks: list(check),
      public: publicForm,
    },
    { node: byType(variants) },
  )
}
