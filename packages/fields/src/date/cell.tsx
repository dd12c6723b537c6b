import { RelativeTime, WholeTime } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** Relative when near; on a record page in full. */
export function DateCell({ value, full = false }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  return full ? <WholeTime value={value} /> : <RelativeTime value={value} />
}
