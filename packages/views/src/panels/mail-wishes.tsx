import { Link, SegmentedControl, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'
import { useSavePreferences } from './use-save-preferences.ts'

type Wishes = {
  readonly how?: 'now' | 'daily'
  readonly at?: string
  readonly quiet?: { readonly from: string; readonly to: string }
}

/** When mails come: each as it happens or one a day, and at which hours none. */
export function MailWishes(): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const save = useSavePreferences()
  const ready = useQuery({ queryKey: ['mail', 'ready'], queryFn: () => client.mail.ready() })
  const wishes = (me.preferences?.['mail'] ?? {}) as Wishes
  const { how = 'now', at = '09:00', quiet } = wishes
  const set = (change: Wishes): void => void save(() => ({ mail: { ...wishes, ...change } }))
  const noQuiet = (): void => {
    const { quiet: _gone, ...rest } = wishes
    void save(() => ({ mail: rest }))
  }
  return (
    <div className="m-mail-wishes">
      {ready.data === false ? (
        <p className="m-mail-missing" role="note">
          {t('mailMissing')} {me.admin ? <Link href={paths.settings('mail')}>{t('mailSetUp')}</Link> : null}
        </p>
      ) : null}
      <div className="m-row">
        <span>{t('mailHow')}</span>
        <SegmentedControl
          label={t('mailHow')}
          value={how}
          onChange={(next) => set({ how: next })}
          options={[
            { value: 'now' as const, label: t('mailNow') },
            { value: 'daily' as const, label: t('mailDaily') },
          ]}
        />
      </div>
      {how === 'daily' ? (
        <Hour label={t('mailAt')} value={at} onChange={(next) => set({ at: next })} />
      ) : null}
      <label className="m-row">
        <span>{t('mailQuiet')}</span>
        <Switch
          size="small"
          checked={quiet !== undefined}
          onChange={(on) => (on ? set({ quiet: { from: '22:00', to: '08:00' } }) : noQuiet())}
        />
      </label>
      {quiet === undefined ? null : (
        <>
          <div className="m-row">
            <Hour
              label={t('mailQuietFrom')}
              value={quiet.from}
              onChange={(from) => set({ quiet: { ...quiet, from } })}
            />
            <Hour
              label={t('mailQuietTo')}
              value={quiet.to}
              onChange={(to) => set({ quiet: { ...quiet, to } })}
            />
          </div>
          <p className="m-faint">{t('mailQuietNote')}</p>
        </>
      )}
    </div>
  )
}

const hours = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0')
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`
})

/** A time of day. */
function Hour({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  return (
    <span className="m-row">
      <span aria-hidden>{label}</span>
      <Select
        aria-label={label}
        className="m-hour"
        value={value}
        options={[...new Set([...hours, value])].toSorted().map((one) => ({ value: one, label: one }))}
        onChange={onChange}
      />
    </span>
  )
}
