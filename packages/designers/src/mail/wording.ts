import { type LocalizedText, say } from '@mortise/errors'

/** What a text says in one language; that of all where it is written once. */
export function wordingIn(text: unknown, locale: 'zh' | 'en'): string {
  return say((text ?? '') as LocalizedText, locale)
}

/**
 * The text with another wording in one language. What is written once stays so for whoever writes in the language of the
 * screen; written in the other one it becomes two.
 */
export function withWording(
  text: unknown,
  next: string,
  { locale, screen }: { readonly locale: 'zh' | 'en'; readonly screen: 'zh' | 'en' },
): LocalizedText {
  if (typeof text === 'object' && text !== null) return { ...text, [locale]: next } as LocalizedText
  if (locale === screen) return next
  const before = typeof text === 'string' ? text : ''
  return { [screen]: before, [locale]: next } as LocalizedText
}
