import type { ReactNode } from 'react'
import type { CellProps } from '../../react/types.ts'
import { pureContext } from '../../react/formatted-cell.tsx'

/** The names of the choices. */
export function OptionsCell({ value, field, ctx }: CellProps): ReactNode {
  return value === null ? null : (
    <span>{ctx.types.find('options')?.format(value, pureContext(field, ctx))}</span>
  )
}
