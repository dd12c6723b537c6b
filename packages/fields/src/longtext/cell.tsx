import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** The text; on a record page with its lines. */
export function LongtextCell({ value, full = false }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  return <span className={full ? 'm-prose' : undefined}>{value}</span>
}
