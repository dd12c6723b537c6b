import type { Localized } from '@mortise/errors'

/** Keys that lack words in one language, or whose languages fill different places. For the test of each catalog. */
export function untranslated(messages: { readonly [key: string]: Localized }): string[] {
  const places = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join()
  return Object.entries(messages)
    .filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '' || places(zh) !== places(en))
    .map(([key]) => key)
}
