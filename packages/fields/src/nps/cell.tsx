import type { ReactNode } from 'react'
import type { CellProps } from '../react/types.ts'
import { npsGroup } from './field.ts'

/** The mark in the colour of its group. */
export function NpsCell({ value }: CellProps): ReactNode {
  if (typeof value !== 'number') return null
  return (
    <span className="m-nps-mark" data-group={npsGroup(value)}>
      {value}
    </span>
  )
}
