import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { contextOf, type Draft } from './draft.ts'
import type { FieldPlan, FieldState } from './types.ts'

/** What was read of an input. */
export type Read = Pick<FieldState, 'value' | 'errors' | 'input'>

/** Nothing wrong. */
export const noErrors: Read['errors'] = Object.freeze([])
/** Reads what was written into a field: a canonical value, or the input with what is wrong with it. */
export function readInput(draft: Pick<Draft, 'around'>, field: FieldPlan, input: Json | undefined): Read {
  const read = field.type.parse(input, contextOf(field, draft.around))
  if (read.ok) return { value: read.value, errors: noErrors }
  const own = field.messages?.format
  const message = own === undefined ? read.message : { zh: say(own, 'zh'), en: say(own, 'en') }
  const errors = Object.freeze([{ path: field.key, code: read.code, message }])
  return { value: null, errors, ...(input === undefined ? {} : { input }) }
}

/** A value that was worked out, in the form of its field. */
export function fitted({ type, document }: FieldPlan, value: Json): Json {
  return value === null ? null : (type.fit?.(value, document) ?? value)
}
