import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { Drawing, type DrawingName } from './drawings.tsx'
import { Link } from './link.tsx'

/** What a place is for when nothing is in it, and the one next step. */
export function EmptyState({
  drawing = 'list',
  title,
  text,
  action,
}: {
  readonly drawing?: DrawingName
  readonly title: string
  readonly text?: string
  readonly action?: ReactNode
}): ReactNode {
  return (
    <div className="m-empty">
      <Drawing name={drawing} />
      <h3>{title}</h3>
      {text === undefined ? null : <p>{text}</p>}
      {action}
    </div>
  )
}

const statusOf = (error: Error | undefined): unknown =>
  error !== undefined && 'status' in error ? error.status : undefined

/** What went wrong, with the way on. What somebody may not see, or what is not there, stays so when asked again. */
export function ErrorState({
  error,
  onRetry,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
}): ReactNode {
  const t = useT(messages)
  const known = error instanceof Error ? error : undefined
  const status = statusOf(known)
  if (status === 403) return <Refused title={t('denied')} text={t('deniedText')} />
  if (status === 404) return <Refused title={t('missing')} text={known?.message ?? ''} />
  const requestId = known !== undefined && 'requestId' in known ? String(known.requestId) : ''
  return (
    <div className="m-empty" role="alert">
      <Drawing name="broken" />
      <h3>{t('wrong')}</h3>
      <p>{known?.message}</p>
      {requestId === '' ? null : <p className="m-faint">{t('errorNumber', { id: requestId })}</p>}
      {onRetry === undefined ? null : <Button onClick={onRetry}>{t('retry')}</Button>}
    </div>
  )
}

function Refused({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  const t = useT(messages)
  return (
    <div className="m-empty" role="alert">
      <Drawing name="joint" />
      <h3>{title}</h3>
      <p>{text}</p>
      <Link href="/">{t('toHome')}</Link>
    </div>
  )
}

/** Shows its children only after 200 ms, so that a fast answer doesn't flash. */
export function Delayed({ children }: { readonly children: ReactNode }): ReactNode {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return due ? children : null
}

/** The shape of what is coming: rows of a list, the blocks of a record, tiles, cards. */
export function Skeleton({
  shape,
  count = 8,
}: {
  readonly shape: 'rows' | 'record' | 'tiles' | 'cards' | 'lines'
  readonly count?: number
}): ReactNode {
  const t = useT(messages)
  return (
    <Delayed>
      <div className={`m-skeleton m-skeleton-${shape}`} role="status" aria-label={t('loading')}>
        {Array.from({ length: count }, (_, index) => (
          <i key={index} />
        ))}
      </div>
    </Delayed>
  )
}
