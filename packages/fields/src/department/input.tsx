import type { ReactNode } from 'react'
import { ReferenceInput } from '../react/reference-input.tsx'
import type { InputProps } from '../react/types.ts'

/** Picks a department by name. */
export function DepartmentInput(props: InputProps): ReactNode {
  return <ReferenceInput {...props} entity="department" />
}
