import {
  type JsonSchema,
  documentSchema,
  expression,
  head,
  key,
  keyPattern,
  label,
  list,
  map,
  object,
  oneOf,
  plainText,
  yesNo,
} from './build.ts'
import { type SchemaContext, nestedExtension } from './extensions.ts'

const fields = list(key, { minItems: 1 })

const unique: JsonSchema = object({ 'key!': key, 'fields!': fields, message: label })

const duplicate: JsonSchema = object({
  key,
  'fields!': fields,
  normalise: oneOf('none', 'phone', 'email', 'company', 'text', 'pinyin', 'fuzzy'),
  across: list({
    type: ['string', 'object'],
    pattern: keyPattern,
    properties: { entity: key, fields },
    required: ['entity', 'fields'],
    additionalProperties: false,
  }),
  'on!': oneOf('warn', 'block'),
  message: label,
  show: list(key),
})

/** A rule on the data, of an entity or of a form. */
export const check: JsonSchema = object({
  'key!': key,
  'when!': expression,
  'message!': label,
  fields: list(key),
  level: oneOf('block', 'warn'),
})

const transition: JsonSchema = object({
  'field!': key,
  'from!': list(plainText),
  'to!': list(plainText),
  roles: list(key),
  when: expression,
})

const share: JsonSchema = { type: 'number', exclusiveMinimum: 0 }

const sla: JsonSchema = object({
  'key!': key,
  'label!': label,
  'start!': expression,
  'stop!': expression,
  pause: expression,
  cancel: expression,
  'targets!': list(object({ when: expression, 'within!': plainText }), { minItems: 1 }),
  calendar: key,
  yellow: share,
  red: share,
  escalateEvery: plainText,
  dueField: key,
  stateField: key,
  stepField: key,
  values: map(plainText, {
    enum: ['green', 'yellow', 'red', 'overdue', 'paused', 'met', 'missed', 'canceled'],
  }),
})

/** Schema of one field, closed over the known field types when they are given. */
export function fieldSchema(context: SchemaContext): JsonSchema {
  return nestedExtension(context, 'fields', {
    ...head,
    'type!': plainText,
    required: yesNo,
    requiredEvenHidden: yesNo,
    unique: yesNo,
    index: yesNo,
    history: yesNo,
    sensitive: yesNo,
    default: expression,
    placeholder: label,
    help: label,
  })
}

/** Schema of `entities/<key>.json`. */
export function entitySchema(context: SchemaContext): JsonSchema {
  return documentSchema('entity', {
    ...head,
    plural: label,
    icon: plainText,
    'title!': key,
    search: list(key),
    kind: oneOf('main', 'child'),
    bin: yesNo,
    audit: yesNo,
    lockedWhen: expression,
    'fields!': list(fieldSchema(context)),
    uniques: list(unique),
    duplicates: list(duplicate),
    checks: list(check),
    transitions: list(transition),
    slas: list(sla),
    settings: { type: 'object' },
  })
}
