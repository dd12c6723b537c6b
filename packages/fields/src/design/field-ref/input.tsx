import type { ReactNode } from 'react'
import { RefInput } from '../../react/ref-input.tsx'
import type { InputProps } from '../../react/types.ts'

/** Names a field. */
export function FieldRefInput(props: InputProps): ReactNode {
  return <RefInput {...props} />
}
