import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import type { CellProps } from '../react/types.ts'

/** How many rows there are. */
export function SubtableCell({ value }: CellProps): ReactNode {
  const t = useT(messages)
  return Array.isArray(value) ? <span className="m-faint">{t('rows', { n: value.length })}</span> : null
}
