import type { ReactNode } from 'react'
import type { TreeOption } from '../../cascade/tree.ts'
import type { CellProps } from '../../react/types.ts'
import { outlineOf } from './outline.ts'

/** The options as an outline. */
export function OptionTreeCell({ value, ctx }: CellProps): ReactNode {
  if (!Array.isArray(value)) return null
  return <span className="m-prose">{outlineOf(value as unknown as readonly TreeOption[], ctx.locale)}</span>
}
