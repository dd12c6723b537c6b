import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import type { CellProps, InputProps } from './types.ts'

/** A computed value by the face of the type it yields. */
export function ResultCell(props: CellProps): ReactNode {
  const result = props.field.settings?.['result']
  const Cell = props.ctx.faces.find(typeof result === 'string' ? result : 'decimal')?.Cell
  return Cell === undefined ? null : <Cell {...props} />
}

/** Stands where a control would: people read computed values and cannot write them. */
export function ComputedInput({
  children,
  value,
  id,
  hint = 'computed',
}: Pick<InputProps, 'value' | 'id'> & {
  readonly children: ReactNode
  readonly hint?: 'computed' | 'generated'
}): ReactNode {
  const t = useT(messages)
  return (
    <output id={id} className="m-computed">
      {value === null ? <span className="m-faint">{t(hint)}</span> : children}
    </output>
  )
}
