import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { integer } from './field.ts'

/** Shows the value. */
export function IntegerCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={integer} number />
}
