import type { CapturedCall, ConnectionKind } from '@mortise/client'
import { listed, say } from '@mortise/errors'
import { HeadRow, useLocale, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** The mode in which nothing leaves, and what would have left. */
export function TestMode({
  on,
  kinds,
}: {
  readonly on: boolean
  readonly kinds: readonly ConnectionKind[]
}): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const captured = useQuery({
    queryKey: ['connections', 'captured'],
    queryFn: () => client.connections.captured(),
    gcTime: 0,
  })
  const change = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    await work().catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    await queries.invalidateQueries({ queryKey: ['connections'] })
    setBusy(false)
  }
  const rows = captured.data ?? []
  return (
    <section className="m-card m-stack">
      <label className="m-row m-connection-mode">
        <Switch
          checked={on}
          loading={busy}
          onChange={(next) => void change(() => client.connections.testMode(next))}
        />
        <strong>{t('testMode')}</strong>
      </label>
      <p className="m-faint">{t('testModeNote')}</p>
      {!on && rows.length === 0 ? null : (
        <>
          <div className="m-connection-tools">
            <h4>{t('captured')}</h4>
            <Button
              size="small"
              disabled={rows.length === 0}
              onClick={() => void change(() => client.connections.clearCaptured())}
            >
              {t('clear')}
            </Button>
          </div>
          {rows.length === 0 ? (
            <p className="m-faint">{t('capturedNone')}</p>
          ) : (
            <List rows={rows} kinds={kinds} />
          )}
        </>
      )}
    </section>
  )
}

function List({
  rows,
  kinds,
}: {
  readonly rows: readonly CapturedCall[]
  readonly kinds: readonly ConnectionKind[]
}): ReactNode {
  const { client, me } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const time = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: me.workspace.timeZone,
  })
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const people = new Map((users.data ?? []).map(({ id, name }) => [id, name]))
  const system = (type: string): string =>
    say(kinds.find((kind) => kind.type === type)?.label, locale) || t('mailServer')
  return (
    <table className="m-simple-table m-stacking">
      <HeadRow names={[t('at'), t('system'), t('content')]} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={t('at')}>{time.format(new Date(row.at))}</td>
            <td data-label={t('system')}>{system(row.connector)}</td>
            <td data-label={t('content')}>
              <details>
                <summary>{headline(row.settings)}</summary>
                <Said settings={row.settings} people={people} />
              </details>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const told = [
  'users',
  'to',
  'phones',
  'title',
  'subject',
  'text',
  'template',
  'params',
  'url',
  'payload',
] as const

/** What would have been said, and to whom. */
function Said({
  settings,
  people,
}: {
  readonly settings: CapturedCall['settings']
  readonly people: ReadonlyMap<string, string>
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const words = (value: unknown): string => {
    if (Array.isArray(value)) {
      const names = value.map((one) => people.get(String(one)) ?? words(one))
      return listed(names, locale)
    }
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  }
  const shown = told.filter((key) => settings[key] !== undefined && settings[key] !== '')
  return (
    <dl className="m-connection-said">
      {shown.map((key) => (
        <div key={key}>
          <dt>{t(`said_${key}`)}</dt>
          <dd>{words(settings[key])}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a call is about, in one line: what it says, or to whom. */
function headline(settings: CapturedCall['settings']): string {
  const { title, subject, url, template, phones } = settings
  const said = [title, subject, phones, template, url].filter((one) => one !== undefined && one !== '')
  return said.slice(0, 2).map(String).join(' · ') || '…'
}
