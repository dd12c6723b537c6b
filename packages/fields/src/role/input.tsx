import type { ReactNode } from 'react'
import { ReferenceInput } from '../react/reference-input.tsx'
import type { InputProps } from '../react/types.ts'

/** Picks a role by name. */
export function RoleInput(props: InputProps): ReactNode {
  return <ReferenceInput {...props} entity="role" />
}
