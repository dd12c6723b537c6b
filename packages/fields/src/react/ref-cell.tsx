import type { ReactNode } from 'react'
import type { CellProps } from './types.ts'

/** What is named, by its label. */
export function RefCell({ value, field, ctx }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  return <span>{ctx.refs?.(field).find((choice) => choice.value === value)?.label ?? value}</span>
}
