import type { Job } from '@mortise/client'
import { say } from '@mortise/errors'
import { Icon, Link, RelativeTime, Tag, useLocale, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusal } from '../../record/refusal.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { paths } from '../../workspace/paths.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { messages } from './messages.ts'

type Props = { readonly job: Job; readonly onDone: () => Promise<void> }

/** One job: what it is, what it was about, why it failed, and what can be done about it. */
export function JobItem({ job, onDone }: Props): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const isFailed = job.state === 'gaveUp' || job.state === 'retrying'
  return (
    <li className="m-jobs-item">
      <div className="m-row">
        <b>{say(job.label, locale)}</b>
        {job.known ? null : <Tag color="yellow">{t('unknown')}</Tag>}
        <span className="m-spring" />
        <small className="m-faint">
          <Times job={job} />
        </small>
      </div>
      <About about={job.about} />
      {job.error === null ? null : <Why error={job.error} />}
      <div className="m-row">
        {job.attempts === 0 ? null : <small className="m-faint">{t('tries', { n: job.attempts })}</small>}
        <span className="m-spring" />
        {isFailed ? <Deeds job={job} onDone={onDone} /> : null}
      </div>
    </li>
  )
}

function Times({ job }: { readonly job: Job }): ReactNode {
  const t = useT(messages)
  const { state, failedAt, nextAt, createdAt } = job
  if (failedAt !== null)
    return (
      <>
        {t('failed')} <RelativeTime value={failedAt} />
      </>
    )
  if (nextAt !== null)
    return (
      <>
        {t(state === 'retrying' ? 'next' : 'due')} <RelativeTime value={nextAt} />
      </>
    )
  return (
    <>
      {t('made')} <RelativeTime value={createdAt} />
    </>
  )
}

/** Linked where there is a page of it that the reader may open. */
function About({ about }: { readonly about: Job['about'] }): ReactNode {
  const { me, model } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const { flow, rule, run, record, outside, person } = about
  const kindOf = (entity: string): string => say(model.entity(entity)?.document.label, locale)
  const parts: { readonly key: string; readonly text: string; readonly href?: string }[] = []
  if (flow !== null) {
    const text = t('flow', { name: say(flow.label, locale) })
    parts.push({ key: 'flow', text, ...(run === null ? {} : { href: paths.runs(run) }) })
  }
  if (rule !== null) {
    const text = t('rule', { name: say(rule.label, locale) })
    const href = paths.design(`/rule/${encodeURIComponent(rule.key)}`)
    parts.push({ key: 'rule', text, ...(me.design ? { href } : {}) })
  }
  if (outside !== null) parts.push({ key: 'outside', text: say(outside, locale) })
  if (person !== null) parts.push({ key: 'person', text: t('person', { name: person }) })
  if (record !== null) {
    const { entity, id, title } = record
    const text = [kindOf(entity), title].filter((one) => one !== '').join(' · ')
    parts.push({ key: 'record', text, href: paths.record(entity, id) })
  }
  if (parts.length === 0) return null
  return (
    <p className="m-jobs-about">
      {parts.map(({ key, text, href }) =>
        href === undefined ? (
          <span key={key}>{text}</span>
        ) : (
          <Link key={key} href={href}>
            {text}
          </Link>
        ),
      )}
    </p>
  )
}

function Why({ error }: { readonly error: NonNullable<Job['error']> }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <p className="m-jobs-why">
      <Icon name="triangle-alert" size={14} />
      {error.words === null ? (
        <span>
          {t('crashed')} <code>{error.text}</code>
        </span>
      ) : (
        <span>{say(error.words, locale)}</span>
      )}
    </p>
  )
}

function Deeds({ job, onDone }: Props): ReactNode {
  const { client } = useWorkspace()
  const t = useT(messages)
  const locale = useLocale()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const retry = async (): Promise<void> => {
    setBusy(true)
    try {
      await client.jobs.retry(job.id)
      toast({ text: t('retried'), tone: 'success' })
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    setBusy(false)
    await onDone()
  }
  return (
    <>
      <Button size="small" type="text" onClick={() => setAsking(true)}>
        {t('discard')}
      </Button>
      <Button size="small" loading={busy} onClick={() => void retry()}>
        {t('retry')}
      </Button>
      {asking ? (
        <DiscardDialog
          title={t('discardTitle')}
          what={say(job.label, locale)}
          send={(reason) => client.jobs.discard(job.id, reason).then(() => 1)}
          onClose={() => setAsking(false)}
          onDone={onDone}
        />
      ) : null}
    </>
  )
}
