import type { ReactNode } from 'react'
import { RefCell } from '../../react/ref-cell.tsx'
import type { CellProps } from '../../react/types.ts'

/** A document by its label. */
export function DocumentRefCell(props: CellProps): ReactNode {
  return <RefCell {...props} />
}
