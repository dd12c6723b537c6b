import { useT } from '@mortise/ui'
import { Cascader } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** One choice of a path picker with those below it. */
export type PathChoice = { value: string; label: string; children?: PathChoice[] }

/** Picks a path level by level, or by typing part of a name. The value is the path, joined by strokes. */
export default function PathPicker({
  choices,
  partial,
  ...props
}: InputProps & { readonly choices: readonly PathChoice[]; readonly partial: boolean }): ReactNode {
  const t = useT(messages)
  const { value, onChange, disabled = false, autoFocus = false, placeholder, onBlur } = props
  return (
    <Cascader<PathChoice>
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      value={typeof value === 'string' ? value.split('/') : []}
      options={[...choices]}
      onChange={(path) => onChange(path?.length ? path.map(String).join('/') : null)}
      changeOnSelect={partial}
      showSearch={{ limit: 50 }}
      displayRender={(labels) => labels.join(' / ')}
      disabled={disabled}
      autoFocus={autoFocus}
      placeholder={placeholder ?? t('select')}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
