import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** The number in figures of equal width. */
export function AutonumberCell({ value }: CellProps): ReactNode {
  return value === null ? null : <span className="m-serial">{String(value)}</span>
}
