import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { percent } from './field.ts'

/** Shows the value. */
export function PercentCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={percent} number />
}
