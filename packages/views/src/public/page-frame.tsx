import type { LocalizedText } from '@mortise/errors'
import { say } from '@mortise/errors'
import type { PublicFormDocument } from '@mortise/schema'
import { Icon, useT, useUi } from '@mortise/ui'
import { ConfigProvider } from 'antd'
import { type CSSProperties, type ReactNode, useEffect, useMemo } from 'react'
import '../styles/public.css'
import { pageColors } from './colors.ts'
import { messages } from './messages.ts'
import { LanguageSwitch, type PageLanguage } from './page-language.tsx'

/** The page around a public form: its colour, pictures and words, and the language switch. */
export function PageFrame({
  theme,
  title,
  description,
  language,
  children,
}: {
  readonly theme: PublicFormDocument['theme']
  readonly title: LocalizedText | undefined
  readonly description?: LocalizedText | undefined
  readonly language: PageLanguage
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const { mode } = useUi()
  const { locale } = language
  const colors = useMemo(() => pageColors(theme?.color, mode), [theme?.color, mode])
  const name = say(title, locale)
  useEffect(() => {
    if (name !== '') document.title = name
  }, [name])
  const look = {
    '--m-primary': colors.primary,
    '--m-on-primary': colors.onPrimary,
    '--m-primary-tint': colors.tint,
  } as CSSProperties
  const { primary, onPrimary, tint } = colors
  const token = {
    colorPrimary: primary,
    colorPrimaryHover: primary,
    colorPrimaryActive: primary,
    colorLink: primary,
    colorLinkHover: primary,
    colorLinkActive: primary,
    colorInfo: primary,
    colorTextLightSolid: onPrimary,
    controlItemBgActive: tint,
    controlItemBgActiveHover: tint,
  }
  const text = say(description, locale)
  return (
    <ConfigProvider theme={{ token, components: { Input: { activeShadow: `0 0 0 2px ${tint}` } } }}>
      <div className="m-pub" style={look}>
        {theme?.cover === undefined ? (
          <div className="m-pub-band" />
        ) : (
          <img className="m-pub-cover" src={theme.cover} alt="" />
        )}
        <main className="m-pub-sheet">
          {theme?.logo === undefined ? null : <img className="m-pub-logo" src={theme.logo} alt="" />}
          {name === '' ? null : (
            <header className="m-pub-head">
              <h1>{name}</h1>
              {text === '' ? null : <p>{text}</p>}
            </header>
          )}
          {children}
        </main>
        <footer className="m-pub-foot">
          <span>{t('made')}</span>
          <LanguageSwitch language={language} />
        </footer>
      </div>
    </ConfigProvider>
  )
}

/** A page with one thing to say. */
export function Notice({
  icon,
  tone = 'plain',
  title,
  text,
  children,
}: {
  readonly icon: string
  readonly tone?: 'plain' | 'success' | 'danger'
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}): ReactNode {
  return (
    <section className="m-pub-notice" data-tone={tone} role="status">
      <span className="m-pub-mark">
        <Icon name={icon} size={28} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  )
}
