import { Input } from 'antd'
import type { ReactNode } from 'react'
import { ariaOf } from './status.ts'
import type { InputProps } from './types.ts'

/** Stands where a heavy control is still being fetched, under the same label and with the same value. */
export function ComingInput({
  text,
  ...props
}: Pick<InputProps, 'id' | 'invalid' | 'describedBy'> & { readonly text: string }): ReactNode {
  return <Input {...ariaOf(props)} disabled aria-busy="true" value={text} />
}
