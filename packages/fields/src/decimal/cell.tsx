import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { decimal } from './field.ts'

/** Shows the value. */
export function DecimalCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={decimal} number />
}
