import type { ReactNode } from 'react'
import { OptionTag } from '../react/options.tsx'
import type { CellProps } from '../react/types.ts'

/** The choices in their tints. */
export function MultiselectCell({ value, field, ctx }: CellProps): ReactNode {
  if (!Array.isArray(value) || value.length === 0) return null
  return (
    <span className="m-tags">
      {value.map((one) => (
        <OptionTag key={String(one)} field={field} value={String(one)} locale={ctx.locale} />
      ))}
    </span>
  )
}
