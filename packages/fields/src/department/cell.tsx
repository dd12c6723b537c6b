import type { ReactNode } from 'react'
import { ReferenceCell } from '../react/reference-cell.tsx'
import type { CellProps } from '../react/types.ts'

/** Shows the department by name. */
export function DepartmentCell(props: CellProps): ReactNode {
  return <ReferenceCell {...props} entity="department" />
}
