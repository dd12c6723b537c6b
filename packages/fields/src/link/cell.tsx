import type { ReactNode } from 'react'
import { ReferenceCell } from '../react/reference-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { targetOf } from './target.ts'

/** Shows the linked record by name. */
export function LinkCell(props: CellProps): ReactNode {
  return <ReferenceCell {...props} entity={targetOf(props.field)} />
}
