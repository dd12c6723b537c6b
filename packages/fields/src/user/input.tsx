import type { ReactNode } from 'react'
import { ReferenceInput } from '../react/reference-input.tsx'
import type { InputProps } from '../react/types.ts'

/** Picks a person by name. */
export function UserInput(props: InputProps): ReactNode {
  return <ReferenceInput {...props} entity="user" />
}
