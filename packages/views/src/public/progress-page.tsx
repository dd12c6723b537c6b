import { isApiError, type PublicProgress, visitPublicForm } from '@mortise/client'
import { say } from '@mortise/errors'
import { formatInstantText, Icon, Skeleton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { messages } from './messages.ts'
import { Notice, PageFrame } from './page-frame.tsx'
import type { PageLanguage } from './page-language.tsx'

const everyMinute = 60_000

const isGone = (error: unknown): boolean => isApiError(error) && error.status === 404

/** What became of something that was submitted, for who has its signed link. */
export function PublicProgressPage({
  token,
  language,
}: {
  readonly token: string
  readonly language: PageLanguage
}): ReactNode {
  const t = useT(messages)
  const { locale } = language
  const [told, setTold] = useState<PublicProgress>()
  const [error, setError] = useState<unknown>()
  const [round, setRound] = useState(0)
  useEffect(() => {
    // Whoever comes back to the page sees how it stands now; one that lies open looks every minute.
    const look = (): void => {
      if (document.visibilityState === 'visible') setRound((before) => before + 1)
    }
    const timer = setInterval(look, everyMinute)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  useEffect(() => {
    let current = true
    // Values are worded by the server: in another language they are asked for again.
    visitPublicForm('', { locale })
      .progress(token)
      .then(
        (one) => {
          if (!current) return
          setError(undefined)
          setTold(one)
        },
        (failure: unknown) => current && setError(failure),
      )
    return () => {
      current = false
    }
  }, [token, locale, round])
  const frame = (inner: ReactNode): ReactNode => (
    <PageFrame theme={told?.theme} title={told?.title} language={language}>
      {inner}
    </PageFrame>
  )
  // A look that failed takes nothing away from what was told before.
  if (error !== undefined && (told === undefined || isGone(error))) {
    if (isGone(error)) return frame(<Notice icon="unlink" title={t('goneTitle')} text={t('progressGone')} />)
    return frame(
      <Notice
        icon="triangle-alert"
        tone="danger"
        title={t('failedTitle')}
        text={error instanceof Error ? error.message : ''}
      >
        <Button type="primary" onClick={() => setRound(round + 1)}>
          {t('retry')}
        </Button>
      </Notice>,
    )
  }
  if (told === undefined) return frame(<Skeleton shape="lines" count={4} />)
  return frame(<Progress told={told} locale={locale} onRefresh={() => setRound(round + 1)} />)
}

function Progress({
  told,
  locale,
  onRefresh,
}: {
  readonly told: PublicProgress
  readonly locale: 'zh' | 'en'
  readonly onRefresh: () => void
}): ReactNode {
  const t = useT(messages)
  const at = (iso: string): string => formatInstantText(iso, told.timeZone)
  return (
    <div className="m-pub-progress">
      <p className="m-pub-when m-faint">
        <span>{t('sentAt', { at: at(told.sentAt) })}</span>
        <Button size="small" type="link" icon={<Icon name="refresh-cw" size={14} />} onClick={onRefresh}>
          {t('refresh')}
        </Button>
      </p>
      {told.fields.length === 0 ? null : (
        <section aria-label={t('now')}>
          <h2>{t('now')}</h2>
          <dl>
            {told.fields.map(({ key, label, text }) => (
              <div key={key}>
                <dt>{say(label, locale)}</dt>
                <dd>{text === '' ? '—' : text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-label={t('steps')} aria-live="polite">
        <h2>{t('steps')}</h2>
        <ol>
          <Step state="done" name={t('received')} at={at(told.sentAt)} note={t('done')} />
          {told.steps.map((step, index) => (
            <Step
              key={`${step.name}-${index}`}
              state={step.state}
              name={step.name}
              at={at(step.at)}
              note={t(step.state)}
            />
          ))}
          {told.outcome === null ? null : <Outcome outcome={told.outcome} at={at(told.outcome.at)} />}
        </ol>
      </section>
    </div>
  )
}

function Outcome({
  outcome: { state },
  at,
}: {
  readonly outcome: NonNullable<PublicProgress['outcome']>
  readonly at: string
}): ReactNode {
  const t = useT(messages)
  const [name, note] = (
    {
      approved: ['outcomeApproved', 'passed'],
      refused: ['outcomeRefused', 'refused'],
      ended: ['outcomeEnded', 'ended'],
    } as const
  )[state]
  return <Step state={state === 'approved' ? 'done' : 'refused'} name={t(name)} at={at} note={t(note)} />
}

const icons = { done: 'check', current: 'loader', refused: 'x', returned: 'undo-2' } as const

function Step(given: {
  readonly state: keyof typeof icons
  readonly name: string
  readonly at: string
  readonly note: string
}): ReactNode {
  const { state, name, at, note } = given
  return (
    <li data-state={state}>
      <i>
        <Icon name={icons[state]} size={12} />
      </i>
      <span>
        <b>{name}</b>
        <small>{note}</small>
      </span>
      <time>{at}</time>
    </li>
  )
}
