import type { ReactNode } from 'react'
import { LineInput } from '../react/text-input.tsx'
import type { InputProps } from '../react/types.ts'

/** One line of text; what it must look like is said by the form. */
export function IdNumberInput(props: InputProps): ReactNode {
  return <LineInput {...props} />
}
