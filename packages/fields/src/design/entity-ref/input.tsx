import type { ReactNode } from 'react'
import { RefInput } from '../../react/ref-input.tsx'
import type { InputProps } from '../../react/types.ts'

/** Names an entity. */
export function EntityRefInput(props: InputProps): ReactNode {
  return <RefInput {...props} />
}
