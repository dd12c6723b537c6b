import { type Locale, type LocalizedText, say } from '@mortise/errors'

/** A value of a document in one short line; an element by the name people gave it. */
export function shortValue(value: unknown, locale: Locale): string {
  if (typeof value === 'object' && value !== null && 'label' in value) {
    const name = say(value.label as LocalizedText, locale)
    if (name !== '') return name
  }
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '–')
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
