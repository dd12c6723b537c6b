import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import type { InputProps } from '../react/types.ts'

/** Rows are edited in the grid that a form draws for them; elsewhere only their number is told. */
export function SubtableInput({ value, id }: InputProps): ReactNode {
  const t = useT(messages)
  return (
    <output id={id} className="m-computed">
      {t('rows', { n: Array.isArray(value) ? value.length : 0 })}
    </output>
  )
}
