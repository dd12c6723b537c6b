import { multiplyDecimal, parseDecimal } from '@mortise/expressions'
import type { ReactNode } from 'react'
import { NumberInput, type NumberWriting } from '../react/number-input.tsx'
import type { InputProps } from '../react/types.ts'
import { percent } from './field.ts'

// 0.15 is edited as 15, because that is what people mean by a percent field.
const writing: NumberWriting = {
  edit: (value) => {
    const number = typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : undefined
    return number === undefined || value === null
      ? ''
      : String(multiplyDecimal(value as string | number, 100))
  },
  read: (text) => (text.trim().endsWith('%') ? text : `${text}%`),
}

/** A share, written as percent. */
export function PercentInput(props: InputProps): ReactNode {
  return <NumberInput {...props} type={percent} writing={writing} />
}
