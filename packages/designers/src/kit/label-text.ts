import type { Locale, LocalizedText } from '@mortise/errors'

/** A text anew in the language of the screen; what the other language says stays. */
export function retold(old: LocalizedText | undefined, text: string, locale: Locale): LocalizedText {
  return old === undefined || typeof old === 'string' ? text : { ...old, [locale]: text }
}
