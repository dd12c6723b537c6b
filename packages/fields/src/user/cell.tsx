import type { ReactNode } from 'react'
import { ReferenceCell } from '../react/reference-cell.tsx'
import type { CellProps } from '../react/types.ts'

/** Shows a person by name. */
export function UserCell(props: CellProps): ReactNode {
  return <ReferenceCell {...props} entity="user" person />
}
