import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'
import { readRich, richWords } from './sanitise.ts'
import { richShown } from './shown.tsx'

/** The words in a list; the whole with its form on a record page. */
export function RichtextCell({ value, full = false }: CellProps): ReactNode {
  if (typeof value !== 'string') return null
  const nodes = readRich(value)
  return full ? <div className="m-rich">{richShown(nodes)}</div> : <span>{richWords(nodes)}</span>
}
