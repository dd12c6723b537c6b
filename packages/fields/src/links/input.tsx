import type { ReactNode } from 'react'
import { ReferencesInput } from '../react/reference-input.tsx'
import type { InputProps } from '../react/types.ts'
import { targetOf } from './target.ts'

/** Picks any number of records by name. */
export function LinksInput(props: InputProps): ReactNode {
  return <ReferencesInput {...props} entity={targetOf(props.field)} />
}
