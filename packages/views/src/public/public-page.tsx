import { isApiError, type PublicPage, type PublicThanks, visitPublicForm } from '@mortise/client'
import { say } from '@mortise/errors'
import { formatInstantText, Skeleton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { bringPatterns } from '../workspace/bring-patterns.ts'
import { keptProgress, wasSent } from './keep.ts'
import { messages } from './messages.ts'
import { publicProgram } from './open-public.ts'
import { Notice, PageFrame } from './page-frame.tsx'
import type { PageLanguage } from './page-language.tsx'
import { PublicForm } from './public-form.tsx'

type Shown =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'page'; readonly page: PublicPage }

/** The page behind a link: the form, or why there is none now, and thanks in the end. */
export function PublicFormPage({
  token,
  language,
  embedded,
}: {
  readonly token: string
  readonly language: PageLanguage
  /** In a frame of another site. */
  readonly embedded: boolean
}): ReactNode {
  const t = useT(messages)
  const { locale } = language
  const visit = useMemo(() => visitPublicForm(token, { locale }), [token, locale])
  const [shown, setShown] = useState<Shown>({ state: 'loading' })
  const [thanks, setThanks] = useState<PublicThanks>()
  const [once, setOnce] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let current = true
    visitPublicForm(token, { locale: 'zh' })
      .page()
      .then(async (page) => {
        await bringPatterns(page.model?.documents)
        return page
      })
      .then(
        (page) => current && setShown({ state: 'page', page }),
        (error: unknown) => current && setShown({ state: 'failed', error }),
      )
    return () => {
      current = false
    }
  }, [token, round])
  const ready = useMemo(() => (shown.state === 'page' ? publicProgram(shown.page) : undefined), [shown])
  const page = shown.state === 'page' ? shown.page : undefined
  const frame = (inner: ReactNode, titled: boolean = true): ReactNode => (
    <PageFrame
      theme={page?.theme}
      title={titled ? (page?.title ?? page?.label) : undefined}
      description={titled && thanks === undefined ? page?.description : undefined}
      language={language}
    >
      {inner}
    </PageFrame>
  )
  const again = (): void => {
    setThanks(undefined)
    setShown({ state: 'loading' })
    setRound(round + 1)
  }
  if (shown.state === 'loading')
    return frame(
      <div aria-label={t('loading')}>
        <Skeleton shape="record" count={4} />
      </div>,
    )
  if (shown.state === 'failed') return frame(<Failed error={shown.error} onRetry={again} />)
  if (thanks !== undefined)
    return frame(
      <Thanks thanks={thanks} page={shown.page} embedded={embedded} locale={locale} onAgain={again} />,
    )
  const isDone = once || (shown.page.once?.per === 'device' && wasSent(token))
  if (isDone) return frame(<Done token={token} />)
  if (ready === undefined) return frame(<Shut page={shown.page} />)
  return frame(
    <PublicForm
      key={round}
      token={token}
      visit={visit}
      page={shown.page}
      ready={ready}
      locale={locale}
      onSent={(given) => {
        setThanks(given)
        scrollTo({ top: 0 })
      }}
      onOnce={() => setOnce(true)}
    />,
  )
}

/** For who has taken part: the way to what became of it. */
function Done({ token }: { readonly token: string }): ReactNode {
  const t = useT(messages)
  return (
    <Notice icon="circle-check" tone="success" title={t('onceTitle')} text={t('onceText')}>
      <Follow path={keptProgress(token)} />
    </Notice>
  )
}

function Follow({ path }: { readonly path: string | undefined }): ReactNode {
  const t = useT(messages)
  if (path === undefined) return null
  return (
    <div className="m-pub-follow">
      <a href={path} target="_blank" rel="noreferrer">
        {t('follow')}
      </a>
      <small className="m-faint">{t('followHint')}</small>
    </div>
  )
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactNode {
  const t = useT(messages)
  if (isApiError(error) && error.status === 404)
    return <Notice icon="unlink" title={t('goneTitle')} text={t('goneText')} />
  return (
    <Notice
      icon="triangle-alert"
      tone="danger"
      title={t('failedTitle')}
      text={error instanceof Error ? error.message : ''}
    >
      <Button type="primary" onClick={onRetry}>
        {t('retry')}
      </Button>
    </Notice>
  )
}

function Shut({ page }: { readonly page: PublicPage }): ReactNode {
  const t = useT(messages)
  if (page.state === 'soon') {
    const at = page.opensAt === null ? '' : formatInstantText(page.opensAt, page.timeZone)
    return <Notice icon="clock" title={t('soonTitle')} text={t('soonText', { at })} />
  }
  if (page.state === 'full') return <Notice icon="users" title={t('fullTitle')} text={t('fullText')} />
  if (page.state === 'closed')
    return <Notice icon="calendar-clock" title={t('closedTitle')} text={t('closedText')} />
  return <Notice icon="clock" title={t('offTitle')} text={t('offText')} />
}

const redirectAfter = 3000

function Thanks({
  thanks,
  page,
  embedded,
  locale,
  onAgain,
}: {
  readonly thanks: PublicThanks
  readonly page: PublicPage
  readonly embedded: boolean
  readonly locale: 'zh' | 'en'
  readonly onAgain: () => void
}): ReactNode {
  const t = useT(messages)
  const { redirect } = thanks
  useEffect(() => {
    // A frame can't take the site around it along; there the button does.
    if (redirect === null || embedded) return undefined
    const timer = setTimeout(() => location.assign(redirect), redirectAfter)
    return () => clearTimeout(timer)
  }, [redirect, embedded])
  return (
    <Notice
      icon="circle-check"
      tone="success"
      title={t('thanks')}
      text={say(thanks.text ?? undefined, locale) || t('thanksText')}
    >
      <Follow path={thanks.progress ?? undefined} />
      <div className="m-pub-acts">
        {redirect === null ? null : (
          <Button type="primary" href={redirect} target="_top" rel="noreferrer">
            {t('goOn')}
          </Button>
        )}
        {page.once === undefined ? <Button onClick={onAgain}>{t('another')}</Button> : null}
      </div>
    </Notice>
  )
}
