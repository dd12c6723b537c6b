import type { ReactNode } from 'react'
import { RefInput } from '../../react/ref-input.tsx'
import type { InputProps } from '../../react/types.ts'

/** Names a document. */
export function DocumentRefInput(props: InputProps): ReactNode {
  return <RefInput {...props} />
}
