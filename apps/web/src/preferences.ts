import type { Locale } from '@mortise/errors'
import { useNarrow } from '@mortise/ui'
import { type ThemeChoice, useKept } from '@mortise/views'
import { useEffect, useState } from 'react'

const dark = '(prefers-color-scheme: dark)'

/** The language of a browser that was not told otherwise; Chinese where it is neither. */
export function firstLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

/** A person's language and appearance, kept in this browser. */
export type Preferences = {
  readonly locale: Locale
  readonly setLocale: (locale: Locale) => void
  readonly theme: ThemeChoice
  readonly setTheme: (theme: ThemeChoice) => void
  readonly mode: 'light' | 'dark'
  readonly touch: boolean
}

/** Reads and keeps the preferences. */
export function usePreferences(): Preferences {
  const [locale, setLocale] = useKept<Locale>('locale', firstLocale())
  const [theme, setTheme] = useKept<ThemeChoice>('theme', 'auto')
  const [systemDark, setSystemDark] = useState(() => matchMedia(dark).matches)
  const narrow = useNarrow()
  useEffect(() => {
    const list = matchMedia(dark)
    const hear = (): void => setSystemDark(list.matches)
    list.addEventListener('change', hear)
    return () => list.removeEventListener('change', hear)
  }, [])
  const mode = theme === 'auto' ? (systemDark ? 'dark' : 'light') : theme
  const touch = narrow || matchMedia('(pointer: coarse)').matches
  return { locale, setLocale, theme, setTheme, mode, touch }
}
