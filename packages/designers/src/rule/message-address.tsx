import type { Hook } from '@mortise/client'
import { Link, useConfirm, useLocale, useT, useToast, useUi } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './message-words.ts'

/** Where other systems send their messages for a rule that is published, with the secret they are signed by. */
export function MessageAddress({ rule }: { readonly rule: string }): ReactNode {
  const { client } = useWorkbench()
  const t = useT(messages)
  const confirm = useConfirm()
  const hook = useQuery({
    queryKey: ['hook', rule],
    queryFn: () => client.hooks.get(rule),
    gcTime: 0,
  })
  const [secret, setSecret] = useState<string>()
  const path = hook.data?.path ?? null
  const make = async (): Promise<void> => {
    if (path !== null && !(await confirm({ title: t('renew'), body: t('renewText'), action: t('renew') })))
      return
    setSecret((await client.hooks.make(rule)).secret)
    await hook.refetch()
  }
  const stop = async (): Promise<void> => {
    const asked = { title: t('stop'), body: t('stopText'), action: t('stop'), danger: true }
    if (!(await confirm(asked))) return
    await client.hooks.remove(rule)
    setSecret(undefined)
    await hook.refetch()
  }
  return (
    <section className="d-trigger d-message">
      <h3 className="d-panel-heading">{t('address')}</h3>
      {hook.data?.ready === false ? <p className="m-faint">{t('addressLater')}</p> : null}
      {path === null ? null : <Copied text={`${window.location.origin}${path}`} label={t('address')} />}
      {secret === undefined ? null : (
        <div className="d-line">
          <span>{t('secret')}</span>
          <Copied text={secret} label={t('secret')} />
        </div>
      )}
      {hook.data?.ready !== true ? null : (
        <div className="d-message-tools">
          <Button size="small" type={path === null ? 'primary' : 'default'} onClick={() => void make()}>
            {t(path === null ? 'make' : 'renew')}
          </Button>
          {path === null ? null : (
            <Button size="small" type="text" danger onClick={() => void stop()}>
              {t('stop')}
            </Button>
          )}
        </div>
      )}
      {path === null ? null : (
        <details>
          <summary>{t('how')}</summary>
          <p className="m-faint">{t('howText')}</p>
        </details>
      )}
      {hook.data === undefined || path === null ? null : <Calls calls={hook.data.calls} />}
    </section>
  )
}

function Copied({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  return (
    <div className="d-message-copy">
      <Input readOnly aria-label={label} value={text} onFocus={({ target }) => target.select()} />
      <Button
        onClick={() =>
          void navigator.clipboard.writeText(text).then(() => toast({ text: t('copied'), tone: 'success' }))
        }
      >
        {t('copy')}
      </Button>
    </div>
  )
}

function Calls({ calls }: Pick<Hook, 'calls'>): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const locale = useLocale()
  const time = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone,
  })
  return (
    <div className="d-line">
      <span>{t('calls')}</span>
      {calls.length === 0 ? <span className="m-faint">{t('callsNone')}</span> : null}
      <ul className="d-message-calls">
        {calls.map((call) => (
          <li key={call.id}>
            <span className="m-faint">{time.format(new Date(call.at))}</span>
            <span className={call.state === 'failed' ? 'm-error' : undefined}>
              {call.error === null ? t(call.state) : `${t(call.state)}：${call.error[locale]}`}
            </span>
            {call.recordId === null || call.entity === null ? null : (
              <Link href={`/r/${call.entity}/${call.recordId}`}>{t('open')}</Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
