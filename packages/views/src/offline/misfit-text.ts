import type { Misfit } from './by-ids.ts'

/** What was typed for a field that is no more, in words that can be copied. */
export function misfitText({ value }: Misfit): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
