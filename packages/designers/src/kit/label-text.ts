import type { Locale, LocalizedText } from '@mortise/errors'

/** A text anew in the language of the screen; what the other language says stays. */
export function retold(old: LocalizedText | undefined, text: string, locale: Locale): LocalizedText {
  return old === undefined || typeof old === 'string' ? text : { ...old, [locale]: text }
}

/** A text as it is written in the language of the screen: nothing stands in for it where it is empty. */
export function written(label: LocalizedText | undefined, locale: Locale): string {
  return (typeof label === 'object' ? label[locale] : label) ?? ''
}
