import type { ReactNode } from 'react'
import { NumberInput } from '../react/number-input.tsx'
import type { InputProps } from '../react/types.ts'
import { decimal } from './field.ts'

/** A number, exact. */
export function DecimalInput(props: InputProps): ReactNode {
  return <NumberInput {...props} type={decimal} />
}
