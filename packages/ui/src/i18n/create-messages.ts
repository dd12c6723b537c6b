import type { Locale, Localized } from '@mortise/errors'
import { createContext, useCallback, useContext } from 'react'

/** The words of a package by key, each in both languages. */
export type Messages<Key extends string> = { readonly [K in Key]: Localized }

/**
 * Says a message; `{name}` places are filled from the parameters, and `{n|record|records}` becomes the first word when
 * `n` is one, else the second: what English needs and Chinese does not.
 */
export type Translate<Key extends string> = (
  key: Key,
  params?: { readonly [name: string]: string | number },
) => string

/** Makes a catalog of messages; the helper infers the keys and freezes it. */
export function createMessages<const Key extends string>(
  table: {
    readonly [K in Key]: Localized
  },
): Messages<Key> {
  return Object.freeze(table)
}

/** Says one message outside React. */
export function translate<Key extends string>(messages: Messages<Key>, locale: Locale): Translate<Key> {
  return (key, params) => {
    const template = messages[key][locale]
    if (params === undefined) return template
    return template.replace(
      /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
      (whole, name: string, one?: string, many?: string) => {
        const value = params[name]
        if (value === undefined) return whole
        if (one === undefined) return String(value)
        return String(value) === '1' ? one : (many ?? '')
      },
    )
  }
}

/** The language of the screen. */
export const LocaleContext: React.Context<Locale> = createContext<Locale>('zh')

/** The language of the screen. */
export function useLocale(): Locale {
  return useContext(LocaleContext)
}

/** The words of a catalog in the language of the screen: `const t = useT(messages)`, then `t('save')`. */
export function useT<Key extends string>(messages: Messages<Key>): Translate<Key> {
  const locale = useLocale()
  return useCallback<Translate<Key>>(
    (key, params) => translate(messages, locale)(key, params),
    [messages, locale],
  )
}
