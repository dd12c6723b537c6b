import type { Locale } from '@mortise/errors'
import { Avatar, SegmentedControl, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** Light, dark, or whatever the system says. */
export type ThemeChoice = 'light' | 'dark' | 'auto'

/** The shell keeps language and theme; the profile changes them. */
export type ProfileProps = {
  readonly locale: Locale
  readonly onLocale: (locale: Locale) => void
  readonly theme: ThemeChoice
  readonly onTheme: (theme: ThemeChoice) => void
  readonly onSignOut: () => void
}

/** One's own name, language and appearance. */
export function Profile({ locale, onLocale, theme, onTheme, onSignOut }: ProfileProps): ReactNode {
  const { me } = useWorkspace()
  const t = useT(messages)
  return (
    <section className="m-card m-stack">
      <div className="m-row">
        <Avatar name={me.user.name} size={44} />
        <div>
          <strong>{me.user.name}</strong>
          <div className="m-faint">{me.user.email}</div>
        </div>
        <span className="m-spring" />
        <Button onClick={onSignOut}>{t('signOut')}</Button>
      </div>
      <div className="m-row">
        <span>{t('language')}</span>
        <SegmentedControl
          label={t('language')}
          value={locale}
          onChange={onLocale}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <div className="m-row">
        <span>{t('theme')}</span>
        <SegmentedControl
          label={t('theme')}
          value={theme}
          onChange={onTheme}
          options={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
    </section>
  )
}
