import type { Param } from '../operator.ts'
import type { Json } from '../types.ts'

/** Parameters of hasAny, hasAll and hasNone. */
export const setParams: readonly Param[] = [
  { accept: ['set'], same: true },
  { accept: ['set'], same: true },
]

/** A value as a list; null when it is none. */
export function asSet(value: Json | undefined): readonly Json[] | null {
  return Array.isArray(value) ? (value as readonly Json[]) : null
}
