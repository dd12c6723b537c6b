import type { ReactNode } from 'react'
import { ComputedInput, ResultCell } from '../react/computed.tsx'
import type { InputProps } from '../react/types.ts'

/** Shows what was worked out. */
export function RollupInput(props: InputProps): ReactNode {
  return (
    <ComputedInput value={props.value} id={props.id}>
      <ResultCell {...props} full />
    </ComputedInput>
  )
}
