import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** The address; a tap writes. */
export function EmailCell({ value }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  // A masked value is to be read only.
  if (value.includes('*')) return <span>{value}</span>
  return (
    <a href={`mailto:${value}`} onClick={(event) => event.stopPropagation()}>
      {value}
    </a>
  )
}
