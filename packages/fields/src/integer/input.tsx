import type { ReactNode } from 'react'
import { NumberInput } from '../react/number-input.tsx'
import type { InputProps } from '../react/types.ts'
import { integer } from './field.ts'

/** A number, exact. */
export function IntegerInput(props: InputProps): ReactNode {
  return <NumberInput {...props} type={integer} />
}
