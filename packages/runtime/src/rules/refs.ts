import type { Json } from '@mortise/expressions'
import type { RecordValues } from '@mortise/schema'

/** What a text begins with that names a record of an earlier effect. */
export const refStart: string = '$ref:'

/** Puts ids of earlier written records where values name them. */
export function fillRefs(values: RecordValues, refs: ReadonlyMap<string, string>): RecordValues {
  const fill = (value: Json): Json =>
    typeof value === 'string' && value.startsWith(refStart)
      ? (refs.get(value.slice(refStart.length)) ?? null)
      : value
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fill(value)]))
}
