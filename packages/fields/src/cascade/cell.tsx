import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { cascade } from './field.ts'

/** Shows the value. */
export function CascadeCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={cascade} />
}
