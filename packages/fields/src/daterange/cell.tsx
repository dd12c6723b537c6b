import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { daterange } from './field.ts'

/** Shows the value. */
export function DaterangeCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={daterange} />
}
