import type { ImportCounts } from '@mortise/client'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** How many rows come to what. */
export function Counts({
  counts,
  review = 0,
}: {
  readonly counts: ImportCounts
  readonly review?: number | undefined
}): ReactNode {
  const t = useT(messages)
  const entries = [
    ['willCreate', counts.create],
    ['willUpdate', counts.update],
    ['willSkip', counts.skip],
    ['willFail', counts.error],
    ...(review > 0 ? [['willReview', review] as const] : []),
  ] as const
  return (
    <dl className="m-import-counts">
      {entries.map(([key, n]) => (
        <div key={key} data-bad={key === 'willFail' && n > 0}>
          <dd>{n.toLocaleString('en-US')}</dd>
          <dt>{t(key)}</dt>
        </div>
      ))}
    </dl>
  )
}
