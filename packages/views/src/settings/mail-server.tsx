import type { MailServer } from '@mortise/client'
import { ErrorState, Skeleton, useT, useToast } from '@mortise/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** The server that mails go out by, for administrators; tried with a mail to oneself. */
export function MailServerSettings(): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const server = useQuery({ queryKey: ['mail', 'server'], queryFn: () => client.mail.server(), gcTime: 0 })
  return (
    <section className="m-card m-stack">
      <p className="m-faint">{t('mailNote')}</p>
      {server.isPending ? <Skeleton shape="lines" /> : null}
      {server.isError ? <ErrorState error={server.error} onRetry={() => void server.refetch()} /> : null}
      {server.data === undefined ? null : <Form stored={server.data} />}
    </section>
  )
}

function Form({ stored }: { readonly stored: MailServer }): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<MailServer>({ secure: true, ...stored })
  const [busy, setBusy] = useState<'save' | 'try'>()
  const [why, setWhy] = useState<string>()
  const set = (change: MailServer): void => setDraft({ ...draft, ...change })
  const doing = async (what: 'save' | 'try', work: () => Promise<void>): Promise<void> => {
    setBusy(what)
    setWhy(undefined)
    await work().catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
    setBusy(undefined)
  }
  const save = async (): Promise<void> => {
    // Said empty, the password would be taken away.
    const { password = '', passwordSet: _told, ...rest } = draft
    await client.mail.saveServer(password === '' ? rest : { ...rest, password })
    setDraft({ ...rest, passwordSet: draft.passwordSet === true || password !== '' })
    await queries.invalidateQueries({ queryKey: ['mail', 'ready'] })
  }
  const attempt = async (): Promise<void> => {
    await save()
    const { sent, why: told } = await client.mail.tryServer()
    if (sent) toast({ text: t('mailSent'), tone: 'success' })
    else setWhy(told ?? t('mailNotSent'))
  }
  const whole = (draft.host ?? '') !== '' && (draft.from ?? '') !== ''
  const text = (key: 'host' | 'user' | 'from', label: string, hint = ''): ReactNode => (
    <label>
      {label}
      <Input
        value={draft[key] ?? ''}
        placeholder={hint}
        onChange={({ target }) => set({ [key]: target.value.trim() })}
      />
    </label>
  )
  return (
    <form
      className="m-settings-form"
      onSubmit={(event) => {
        event.preventDefault()
        void doing('save', async () => {
          await save()
          toast({ text: t('saved'), tone: 'success' })
        })
      }}
    >
      {text('host', t('mailHost'), 'smtp.example.com')}
      <label>
        {t('mailPort')}
        <InputNumber
          min={1}
          max={65_535}
          value={draft.port ?? null}
          placeholder={draft.secure === false ? '587' : '465'}
          onChange={(port) => set({ port })}
        />
      </label>
      <label className="m-row">
        <Switch size="small" checked={draft.secure !== false} onChange={(secure) => set({ secure })} />
        {t('mailSecure')}
      </label>
      {text('user', t('mailUser'))}
      <label>
        {t('mailPassword')}
        <Input.Password
          autoComplete="new-password"
          value={draft.password ?? ''}
          placeholder={draft.passwordSet === true ? t('mailPasswordSet') : ''}
          onChange={({ target }) => set({ password: target.value })}
        />
      </label>
      {text('from', t('mailFrom'), 'crm@example.com')}
      {why === undefined ? null : (
        <p className="m-error" role="alert">
          {why}
        </p>
      )}
      <div className="m-row">
        <Button type="primary" htmlType="submit" disabled={!whole} loading={busy === 'save'}>
          {t('save')}
        </Button>
        <Button disabled={!whole} loading={busy === 'try'} onClick={() => void doing('try', attempt)}>
          {t('mailTry')}
        </Button>
      </div>
    </form>
  )
}
