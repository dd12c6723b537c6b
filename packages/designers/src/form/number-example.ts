import type { CounterTime, FieldType } from '@mortise/fields'
import type { FieldDocument } from '@mortise/schema'

/** The first numbers of a field that counts. */
export type NumberExample = { readonly first: string; readonly second: string }

/** What the numbers of a field look like that are given out at a moment; undefined for fields that don't count. */
export function numberExample(
  type: FieldType,
  field: FieldDocument,
  at: CounterTime,
): NumberExample | undefined {
  const source = type.source?.(field)
  if (source?.from !== 'counter') return undefined
  return { first: source.text(source.start, at), second: source.text(source.start + 1, at) }
}
