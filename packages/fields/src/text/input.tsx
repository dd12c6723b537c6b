import type { ReactNode } from 'react'
import { LineInput } from '../react/text-input.tsx'
import type { InputProps } from '../react/types.ts'

/** One line of text. */
export function TextInput(props: InputProps): ReactNode {
  return <LineInput {...props} />
}
