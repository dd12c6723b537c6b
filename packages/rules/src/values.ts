import { compareDecimal, type DecimalValue, isDecimal, type Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'

/** A text that is equal for equal values, whatever the order of keys. */
export function stableText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${stableText(one)}`).join(',')}}`
}

/** Whether two values are the same; a number equals its decimal text, an absent value equals null. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a === 'number' || typeof b === 'number')
    return isDecimal(a) && isDecimal(b) && compareDecimal(a as DecimalValue, b as DecimalValue) === 0
  return stableText(a) === stableText(b)
}

/** Fields whose value differs between two states of a record. */
export function changedFields(before: RecordValues, after: RecordValues): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !sameValue(before[key], after[key]),
  )
}

const [low, high] = [0x01000193, 0x811c9dc5]

/** A short name for a text: equal texts have equal ones, others almost never (64 bits, twice FNV-1a). */
export function fingerprint(text: string): string {
  let [a, b] = [high, low]
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, low)
    b = Math.imul(b ^ (unit + index), 0x85ebca6b) ^ (b >>> 13)
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
