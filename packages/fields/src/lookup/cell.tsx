import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'

/** The value by the face of the field it comes from. */
export function LookupCell(props: CellProps): ReactNode {
  const shown = props.ctx.shown?.(props.field)
  const Cell = shown === undefined ? undefined : props.ctx.faces.find(shown.type.type)?.Cell
  if (shown !== undefined && Cell !== undefined) return <Cell {...props} field={shown.field} />
  return props.value === null ? null : <span>{String(props.value)}</span>
}
