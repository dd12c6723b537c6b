import { RelativeTime } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** Relative when near; on a record page in full beside it. */
export function DateCell({ value, full = false }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  if (!full) return <RelativeTime value={value} />
  const whole = value
  return (
    <span className="m-when">
      {whole}{' '}
      <small>
        <RelativeTime value={value} />
      </small>
    </span>
  )
}
