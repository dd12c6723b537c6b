import { Skeleton, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** The lines of a card of the home page: as they come, where they can't be had, where there are none, and as they are. */
export function HomeList({
  asked,
  empty,
  children,
}: {
  readonly asked: { readonly isPending: boolean; readonly isError: boolean; readonly refetch: () => unknown }
  /** What is said where there is no line; undefined where there is one. */
  readonly empty: string | undefined
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  if (asked.isPending)
    return (
      <div className="m-home-list">
        <Skeleton shape="lines" count={3} />
      </div>
    )
  return (
    <ul className="m-home-list">
      {children}
      {asked.isError ? (
        <li className="m-faint" role="alert">
          {t('cardFailed')}
          <Button type="link" size="small" onClick={() => void asked.refetch()}>
            {t('cardAgain')}
          </Button>
        </li>
      ) : empty === undefined ? null : (
        <li className="m-faint">{empty}</li>
      )}
    </ul>
  )
}
