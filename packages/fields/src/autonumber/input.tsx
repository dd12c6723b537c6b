import type { ReactNode } from 'react'
import { ComputedInput } from '../react/computed.tsx'
import type { InputProps } from '../react/types.ts'

/** The number, given when the record is first saved. */
export function AutonumberInput(props: InputProps): ReactNode {
  return (
    <ComputedInput value={props.value} id={props.id} hint="generated">
      <span className="m-serial">{String(props.value)}</span>
    </ComputedInput>
  )
}
