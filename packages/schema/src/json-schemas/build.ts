import type { Json } from '@mortise/expressions'

/** A JSON Schema, draft 2020-12, as plain data. */
export type JsonSchema = { readonly [keyword: string]: Json }

/** Properties of an object by name; a trailing `!` marks those that must be present. */
export type Shape = { readonly [name: string]: JsonSchema }

/** The pattern of every key. */
export const keyPattern = '^[a-z][a-z0-9_]{0,47}$'

export const anything: JsonSchema = {}
export const plainText: JsonSchema = { type: 'string' }
export const filledText: JsonSchema = { type: 'string', minLength: 1 }
export const key: JsonSchema = { type: 'string', pattern: keyPattern }
/** A field key or a way along links, `customer.level`. */
export const path: JsonSchema = {
  type: 'string',
  pattern: '^[a-z][a-z0-9_]{0,47}(\\.[a-z][a-z0-9_]{0,47})*$',
}
export const number: JsonSchema = { type: 'number' }
export const whole: JsonSchema = { type: 'integer' }
export const natural: JsonSchema = { type: 'integer', minimum: 0 }
export const yesNo: JsonSchema = { type: 'boolean' }

/** An expression or condition: any JSON here; its meaning is checked against the model, not by shape. */
export const expression: JsonSchema = { description: 'Expression' }

/** One text for all languages, or one per language. A union type instead of `anyOf` keeps messages to the point. */
export const label: JsonSchema = {
  type: ['string', 'object'],
  properties: { zh: plainText, en: plainText },
  additionalProperties: false,
  minProperties: 1,
}

/** An object that refuses unknown keys. */
export function object(shape: Shape, more: JsonSchema = {}): JsonSchema {
  const properties: { [name: string]: JsonSchema } = {}
  const required: string[] = []
  for (const [marked, schema] of Object.entries(shape)) {
    const name = marked.endsWith('!') ? marked.slice(0, -1) : marked
    if (name !== marked) required.push(name)
    properties[name] = schema
  }
  const needs: JsonSchema = required.length === 0 ? {} : { required }
  return { type: 'object', properties, ...needs, additionalProperties: false, ...more }
}

/** A list of one kind of thing. */
export function list(items: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'array', items, ...more }
}

/** An object whose keys a user chooses. */
export function map(values: JsonSchema, keys: JsonSchema = {}): JsonSchema {
  return { type: 'object', additionalProperties: values, propertyNames: keys }
}

/** One of a few words. */
export function oneOf(...values: readonly string[]): JsonSchema {
  return { enum: values }
}

/** A fixed-length list of one kind of thing. */
export function tuple(item: JsonSchema, length: number): JsonSchema {
  return { type: 'array', items: item, minItems: length, maxItems: length }
}

/** Objects told apart by their `type`; each variant names every key it allows. */
export function byType(variants: readonly JsonSchema[]): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: variants,
  }
}

/** Head of every element. Its order is the order of the keys in saved files. */
export const head: Shape = {
  $schema: plainText,
  id: filledText,
  'key!': key,
  'label!': label,
  description: label,
}

/** The document of a kind: its `$id`, draft and title around an object. */
export function documentSchema(kind: string, shape: Shape, defs: Shape = {}): JsonSchema {
  const $defs: JsonSchema = Object.keys(defs).length === 0 ? {} : { $defs: defs }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/${kind}.json`,
    title: kind,
    ...$defs,
    ...object(shape),
  }
}
