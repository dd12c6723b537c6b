import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** The address without its scheme, opened in a tab of its own. */
export function UrlCell({ value }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  if (!/^https?:\/\//u.test(value)) return <span>{value}</span>
  return (
    <a href={value} target="_blank" rel="noopener noreferrer" onClick={(event) => event.stopPropagation()}>
      {value.replace(/^https?:\/\//u, '')}
    </a>
  )
}
