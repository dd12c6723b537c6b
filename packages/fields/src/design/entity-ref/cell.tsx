import type { ReactNode } from 'react'
import { RefCell } from '../../react/ref-cell.tsx'
import type { CellProps } from '../../react/types.ts'

/** An entity by its label. */
export function EntityRefCell(props: CellProps): ReactNode {
  return <RefCell {...props} />
}
