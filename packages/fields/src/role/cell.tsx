import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** Shows a role by name; by its key where the name is not known. */
export function RoleCell({ value, ctx }: CellProps): ReactNode {
  return typeof value === 'string' ? <span>{ctx.labelOf?.('role', value) ?? value}</span> : null
}
