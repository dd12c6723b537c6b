import type { InputProps } from '@mortise/fields/react'
import type { ReactNode } from 'react'
import { PeriodBox } from '../../condition/period-box.tsx'

/** A period relative to today. */
export function PeriodEditor({ value, onChange }: InputProps): ReactNode {
  return <PeriodBox value={value} onChange={onChange} />
}
