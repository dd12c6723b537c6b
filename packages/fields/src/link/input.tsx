import type { ReactNode } from 'react'
import { ReferenceInput } from '../react/reference-input.tsx'
import type { InputProps } from '../react/types.ts'
import { targetOf } from './target.ts'

/** Picks a record by name. */
export function LinkInput(props: InputProps): ReactNode {
  return <ReferenceInput {...props} entity={targetOf(props.field)} />
}
