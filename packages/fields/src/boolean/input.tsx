import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { ariaOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'

/** A switch; unanswered looks like no. */
export function BooleanInput(props: InputProps): ReactNode {
  const { value, onChange, disabled = false, autoFocus = false } = props
  return (
    <Switch
      {...ariaOf(props)}
      checked={value === true}
      onChange={(checked) => onChange(checked)}
      disabled={disabled}
      autoFocus={autoFocus}
    />
  )
}
