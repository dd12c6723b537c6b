import { Input } from 'antd'
import type { ReactNode } from 'react'
import { ariaOf, statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'

/** Several lines; grows with what is written. */
export function LongtextInput(props: InputProps): ReactNode {
  const { value, onChange, field, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const rows = field.settings?.['rows']
  return (
    <Input.TextArea
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      autoSize={{ minRows: typeof rows === 'number' ? Math.min(rows, 12) : 3, maxRows: 16 }}
      disabled={disabled}
      autoFocus={autoFocus}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
