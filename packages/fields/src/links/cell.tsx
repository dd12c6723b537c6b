import type { ReactNode } from 'react'
import { ReferencesCell } from '../react/reference-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { targetOf } from './target.ts'

/** Shows the linked records by name. */
export function LinksCell(props: CellProps): ReactNode {
  return <ReferencesCell {...props} entity={targetOf(props.field)} />
}
