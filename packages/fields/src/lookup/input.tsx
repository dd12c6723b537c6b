import type { ReactNode } from 'react'
import { ComputedInput } from '../react/computed.tsx'
import type { InputProps } from '../react/types.ts'
import { LookupCell } from './cell.tsx'

/** Shows what the linked record says. */
export function LookupInput(props: InputProps): ReactNode {
  return (
    <ComputedInput value={props.value} id={props.id}>
      <LookupCell {...props} full />
    </ComputedInput>
  )
}
