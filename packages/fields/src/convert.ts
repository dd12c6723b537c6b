import type { Localized } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import type { FieldContext, FieldType } from './define.ts'

/** A field with its type, as one side of a change of type. */
export type TypedField = { readonly type: FieldType; readonly field: FieldDocument }

/**
 * What becomes of one value when its field gets another type.
 * - `exact`: turned back it is the same again.
 * - `changed`: it fits, but what it was cannot be told from it (`2.50` as text, a date out of a time).
 * - `impossible`: the new type has no such value; the old one has to be kept aside.
 */
export type Converted = {
  readonly outcome: 'exact' | 'changed' | 'impossible'
  /** Null where it is impossible. */
  readonly value: Json
  /** Why it is impossible. */
  readonly message?: Localized
}

/** Turns values of one field type into those of another. Empty stays empty. */
export type Converter = (value: Json) => Converted

const empty: Converted = Object.freeze({ outcome: 'exact', value: null })

/**
 * Makes a converter. A value goes over as the text that a file would carry, which is what people see of it; what comes
 * of it is read by the new type, as if somebody had typed it. Nothing is rounded or cut on the way.
 */
export function converter(
  given: { readonly from: TypedField; readonly to: TypedField },
  around: Pick<FieldContext, 'locale' | 'timeZone'>,
): Converter {
  const { from, to } = given
  const [was, will]: readonly FieldContext[] = [
    { ...around, field: from.field },
    { ...around, field: to.field },
  ]
  if (was === undefined || will === undefined) return () => empty
  // A text that looks like a file must not become one: who wrote it need never have seen that file.
  const forged = to.type.files !== undefined && from.type.files === undefined
  return (value) => {
    if (value === null) return empty
    if (forged) return { outcome: 'impossible', value: null }
    const read = to.type.parse(from.type.toText(value, was), will)
    if (!read.ok) return { outcome: 'impossible', value: null, message: read.message }
    // Blanks, say, are empty to a number: that would lose them.
    if (read.value === null) return { outcome: 'impossible', value: null }
    const back = from.type.parse(to.type.toText(read.value, will), was)
    return { outcome: back.ok && sameValue(back.value, value) ? 'exact' : 'changed', value: read.value }
  }
}

/** Whether two values are the same, whatever the order of keys. */
export function sameValue(a: Json, b: Json): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [x, y] = [a as { readonly [key: string]: Json }, b as { readonly [key: string]: Json }]
  const keys = Object.keys(x)
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => Object.hasOwn(y, key) && sameValue(x[key] ?? null, y[key] ?? null))
  )
}
