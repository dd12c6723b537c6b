import type { JsonSchema } from '../json-schemas/build.ts'
import { isObject, own } from '../pointer.ts'

/** Keys of open objects that read best in front; all others follow by the alphabet. */
const leading = [
  '$schema',
  '$key',
  'id',
  'type',
  'key',
  'value',
  'name',
  'label',
  'description',
  'entity',
  'field',
]

function byAlphabet(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function schemaAt(root: JsonSchema, schema: unknown): unknown {
  const ref = own(schema, '$ref')
  if (typeof ref !== 'string') return schema
  return own(own(root, '$defs'), ref.slice('#/$defs/'.length))
}

/** Of schemas told apart by `type`, the one that fits the value. */
function variantOf(schema: unknown, value: unknown): unknown {
  const variants = own(schema, 'oneOf')
  if (!Array.isArray(variants)) return schema
  const type = own(value, 'type')
  return variants.find((one: unknown) => own(own(own(one, 'properties'), 'type'), 'const') === type)
}

type Rank = ReadonlyMap<string, number>

function ranked(properties: unknown, first: readonly string[]): Rank {
  const order = [...(isObject(properties) ? Object.keys(properties) : []), ...first, ...leading]
  return new Map([...new Set(order)].map((name, index) => [name, index]))
}

const unlisted: Rank = ranked(undefined, [])
const ranks = new WeakMap<object, Rank>()

/** Places of names; a schema is met at very many values, and has the same for each. */
function rankBy(properties: unknown, first: readonly string[]): Rank {
  if (first.length > 0) return ranked(properties, first)
  if (!isObject(properties)) return unlisted
  const known = ranks.get(properties) ?? ranked(properties, first)
  ranks.set(properties, known)
  return known
}

/**
 * The same value with its keys in canonical order: as the schema lists them, then the leading ones, then by the
 * alphabet. Two equal documents so give the same bytes, whoever wrote them.
 */
export function canonical(
  value: unknown,
  schema: unknown,
  root: JsonSchema,
  first: readonly string[] = [],
): unknown {
  const known = variantOf(schemaAt(root, schema), value)
  if (Array.isArray(value))
    return value.map((item: unknown) => canonical(item, own(known, 'items'), root, first))
  if (!isObject(value)) return value
  const properties = own(known, 'properties')
  const rank = rankBy(properties, first)
  const rankOf = (name: string): number => rank.get(name) ?? rank.size
  const keys = Object.keys(value).sort((a, b) => rankOf(a) - rankOf(b) || byAlphabet(a, b))
  const rest = own(known, 'additionalProperties')
  const entries = keys
    .filter((name) => value[name] !== undefined)
    .map((name) => [name, canonical(value[name], own(properties, name) ?? rest, root)] as const)
  return Object.fromEntries(entries)
}
