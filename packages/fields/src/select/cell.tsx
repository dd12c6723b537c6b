import type { ReactNode } from 'react'
import { OptionTag } from '../react/options.tsx'
import type { CellProps } from '../react/types.ts'

/** The choice in its tint. */
export function SelectCell({ value, field, ctx }: CellProps): ReactNode {
  return typeof value === 'string' ? <OptionTag field={field} value={value} locale={ctx.locale} /> : null
}
