import type { ReactNode } from 'react'
import type { CellProps } from '../../react/types.ts'
import { pureContext } from '../../react/formatted-cell.tsx'

/** How many entries there are. */
export function ItemsCell({ value, field, ctx }: CellProps): ReactNode {
  return value === null ? null : (
    <span>{ctx.types.find('items')?.format(value, pureContext(field, ctx))}</span>
  )
}
