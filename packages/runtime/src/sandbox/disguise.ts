import { createHmac } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import type { FieldType } from '@mortise/fields'
import type { EntityModel, FieldDocument } from '@mortise/schema'
import type { RuntimeOptions } from '../types.ts'
import type { Names } from './names.ts'
import { shifted } from './shifted.ts'
import { withoutContacts } from './without-contacts.ts'

/** A whole number below another. */
export type Roll = (below: number) => number

/** What values are disguised with: the same value wears the same disguise all over one copy, and another in the next. */
export type Wardrobe = {
  readonly kit: RuntimeOptions['kit']
  /** Known to nobody: else whoever guesses a value could try whether its disguise is this one. */
  readonly secret: Uint8Array
  readonly timeZone: string
}

/** Numbers that follow from a value. */
export function rollOf({ secret }: Wardrobe, value: Json): Roll {
  const seed = JSON.stringify(value)
  let turn = 0
  return (below) => {
    turn += 1
    const bytes = createHmac('sha256', secret).update(`${turn} ${seed}`).digest()
    return bytes.readUIntBE(0, 6) % below
  }
}

/** Whether records are about somebody: they can be reached by something in it, or it says what few may know. */
export function isPersonal({ kit }: Wardrobe, entity: EntityModel): boolean {
  return entity.fields.some(
    ({ type, document }) => document.sensitive === true || kit.fields.find(type)?.disguise !== undefined,
  )
}

/** What somebody is called in a copy. */
export function nameFor(wardrobe: Wardrobe, name: string): string {
  return `${[...name][0] ?? ''}某${rollOf(wardrobe, name)(1_000_000)}`
}

/** A field whose value is to be disguised. */
export type Worn = {
  readonly document: FieldDocument
  readonly type: FieldType
  readonly value: Json
  /** It stands in a record about somebody. */
  readonly personal: boolean
  /** It names whom the record is about. */
  readonly name: boolean
  readonly names: Names
}

/** The disguise of a value that is neither a link nor rows. */
export function disguiseOf(wardrobe: Wardrobe, worn: Worn): Json {
  const { document, type, value, personal, name, names } = worn
  const roll = rollOf(wardrobe, value)
  const { standIn } = type
  const other = (): Json => standIn?.(value, { field: document, roll }) ?? null
  if (type.disguise !== undefined) return fitting(wardrobe, worn, [type.disguise(value, roll)])
  if (name && typeof value === 'string') return fitting(wardrobe, worn, [nameFor(wardrobe, value), other()])
  if (document.sensitive === true) {
    const kind = type.expressionType(document, () => undefined).kind
    return fitting(wardrobe, worn, standIn === undefined ? shifted(kind, value, roll) : [other()])
  }
  if (standIn !== undefined) return personal ? fitting(wardrobe, worn, [other()]) : told(value, names)
  return typeof value === 'object' ? told(value, names) : value
}

/** The first that the field takes; else nothing, or where it must have something, what any such field may hold. */
function fitting({ timeZone }: Wardrobe, worn: Worn, candidates: readonly Json[]): Json {
  const { document, type } = worn
  const ctx = { field: document, timeZone, locale: 'zh' } as const
  const found = candidates.find((one) => one !== null && type.parse(one, ctx).ok)
  return found ?? (document.required === true ? (type.samples(document)[0] ?? null) : null)
}

/** Words that stay, in which nobody is named or can be reached. */
function told(value: Json, names: Names): Json {
  if (typeof value === 'string') return names.replaced(withoutContacts(value))
  if (Array.isArray(value)) return value.map((one: Json) => told(one, names))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, told(one, names)]))
}
