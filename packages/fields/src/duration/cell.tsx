import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { duration } from './field.ts'

/** Shows the value. */
export function DurationCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={duration} number />
}
