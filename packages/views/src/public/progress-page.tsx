import { isApiError, type PublicProgress, visitPublicForm } from '@mortise/client'
import { say } from '@mortise/errors'
import { formatInstantText, Icon, Skeleton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { messages } from './messages.ts'
import { Notice, PageFrame, type PageLanguage } from './page-frame.tsx'

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
    let current = true
    setError(undefined)
    // Values are worded by the server: in another language they are asked for again.
    visitPublicForm('', { locale })
      .progress(token)
      .then(
        (one) => current && setTold(one),
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
  if (error !== undefined) {
    if (isApiError(error) && error.status === 404)
      return frame(<Notice icon="unlink" title={t('goneTitle')} text={t('progressGone')} />)
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
  return frame(<Progress told={told} locale={locale} />)
}

function Progress({
  told,
  locale,
}: {
  readonly told: PublicProgress
  readonly locale: 'zh' | 'en'
}): ReactNode {
  const t = useT(messages)
  const at = (iso: string): string => formatInstantText(iso, told.timeZone)
  return (
    <div className="m-pub-progress">
      <p className="m-faint">{t('sentAt', { at: at(told.sentAt) })}</p>
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
      <section aria-label={t('steps')}>
        <h2>{t('steps')}</h2>
        <ol>
          <Step icon="check" state="done" name={t('received')} at={at(told.sentAt)} note={t('done')} />
          {told.steps.map((step, index) => (
            <Step
              key={`${step.name}-${index}`}
              icon={step.state === 'current' ? 'loader' : 'check'}
              state={step.state}
              name={step.name}
              at={at(step.at)}
              note={t(step.state === 'current' ? 'current' : 'done')}
            />
          ))}
        </ol>
      </section>
    </div>
  )
}

function Step(given: {
  readonly icon: string
  readonly state: string
  readonly name: string
  readonly at: string
  readonly note: string
}): ReactNode {
  const { icon, state, name, at, note } = given
  return (
    <li data-state={state}>
      <i>
        <Icon name={icon} size={12} />
      </i>
      <span>
        <b>{name}</b>
        <small>{note}</small>
      </span>
      <time>{at}</time>
    </li>
  )
}
