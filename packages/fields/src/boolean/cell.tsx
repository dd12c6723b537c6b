import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'

/** A tick for yes; no is said in words, quietly. */
export function BooleanCell({ value }: CellProps): ReactNode {
  const t = useT(messages)
  if (value === null) return null
  if (value !== true) return <span className="m-faint">{t('no')}</span>
  return (
    <span className="m-yes" role="img" aria-label={t('yes')}>
      <Icon name="check" />
    </span>
  )
}
