/** The two languages every message exists in. */
export type Locale = 'zh' | 'en'

/** A text in both languages. */
export type Localized = { readonly zh: string; readonly en: string }

/**
 * A text as designers write it: one string for every language, or one per language of which at
 * least one must be present. Labels of the metadata have this shape.
 */
export type LocalizedText = string | { readonly zh?: string | undefined; readonly en?: string | undefined }

/** Makes a text in both languages. */
export function text(zh: string, en: string): Localized {
  return { zh, en }
}

/**
 * Reads a text in the wanted language. Falls back to the other language, so that a half-translated
 * app still shows words, never keys.
 */
export function say(value: LocalizedText | undefined, locale: Locale): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return value[locale] ?? value[locale === 'zh' ? 'en' : 'zh'] ?? ''
}
