import type { Json } from '@mortise/expressions'
import type { Settings } from '@mortise/schema'

/** A value as text: texts as they are, empty for null, anything else as its JSON. */
export function wordsOf(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A setting as it may stand in a sentence. */
export function worded(settings: Settings | undefined, key: string, fallback: string = ''): string {
  return wordsOf(settings?.[key]) || fallback
}
