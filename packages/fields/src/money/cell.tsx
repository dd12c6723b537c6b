import type { ReactNode } from 'react'
import { FormattedCell } from '../react/formatted-cell.tsx'
import type { CellProps } from '../react/types.ts'
import { money } from './field.ts'

/** Shows the value. */
export function MoneyCell(props: CellProps): ReactNode {
  return <FormattedCell {...props} type={money} number />
}
