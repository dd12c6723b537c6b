import { Input } from 'antd'
import type { ReactNode } from 'react'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** One line of text. `type` brings the right keyboard on a phone. */
export function LineInput({
  type = 'text',
  ...props
}: InputProps & { readonly type?: 'text' | 'tel' | 'email' | 'url' }): ReactNode {
  const { value, onChange, disabled = false, autoFocus = false, placeholder, onBlur } = props
  return (
    <Input
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      inputMode={type}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      disabled={disabled}
      autoFocus={autoFocus}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
