import type { ReactNode } from 'react'
import { RefCell } from '../../react/ref-cell.tsx'
import type { CellProps } from '../../react/types.ts'

/** A field by its label. */
export function FieldRefCell(props: CellProps): ReactNode {
  return <RefCell {...props} />
}
