import type { Settings } from '@mortise/schema'
import type { Json } from '@mortise/expressions'

/** A text setting, trimmed; undefined when empty. */
export function textSetting(settings: Settings, key: string): string | undefined {
  const value = settings[key]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** A whole number setting, also when typed as text. */
export function numberSetting(settings: Settings, key: string): number | undefined {
  const value = settings[key]
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

/** Texts of a list setting, or of one text with commas or semicolons between. */
export function listSetting(settings: Settings, key: string): readonly string[] {
  const value: Json | undefined = settings[key]
  const parts = typeof value === 'string' ? value.split(/[,;，；]/) : Array.isArray(value) ? value : []
  return parts.flatMap((one: Json) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
}

/**
 * Whether a text may stand in a header. A line break would let a value that came from a record add headers of its own
 * (a hidden recipient, another body).
 */
export function headerSafe(text: string): boolean {
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f || code === 0x85 || code === 0x2028 || code === 0x2029) return false
  }
  return true
}
