import type { Locale } from '@mortise/errors'
import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import '../styles/public.css'
import { messages } from './messages.ts'

/** The language of a page and how its reader changes it. */
export type PageLanguage = { readonly locale: Locale; readonly setLocale: (locale: Locale) => void }

/** Turns a page that strangers read into the other language. */
export function LanguageSwitch({ language }: { readonly language: PageLanguage }): ReactNode {
  const t = useT(messages)
  const { locale, setLocale } = language
  return (
    <button
      type="button"
      className="m-language"
      lang={locale === 'zh' ? 'en' : 'zh-CN'}
      title={t('languageHint')}
      onClick={() => setLocale(locale === 'zh' ? 'en' : 'zh')}
    >
      <Icon name="globe" size={14} />
      {t('language')}
    </button>
  )
}
