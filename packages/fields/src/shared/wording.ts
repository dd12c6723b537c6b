import type { Json } from '@mortise/expressions'
import type { FieldType } from '../define.ts'
import { compareCodes } from './order.ts'
import { wordsOf } from './words.ts'

/** What a person and a file see of a value that is a text already. */
export const asItIs: Pick<FieldType, 'format' | 'toText'> = {
  format: (value: Json) => wordsOf(value),
  toText: (value: Json) => wordsOf(value),
}

/** The parts shared by canonical codes: phone numbers, addresses, numbers given out. */
export const code: Pick<FieldType, 'format' | 'toText' | 'compare' | 'expressionType'> = {
  ...asItIs,
  compare: compareCodes,
  expressionType: () => ({ kind: 'text' }),
}

/** A JSON Schema that also lets null through. */
export function orNull(schema: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  const type = schema['type']
  return { ...schema, type: [...(Array.isArray(type) ? type : [type ?? 'string']), 'null'] }
}
