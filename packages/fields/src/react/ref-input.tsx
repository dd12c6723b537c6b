import { Icon, useT } from '@mortise/ui'
import { LazySelect } from './lazy-select.tsx'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** Names something of the documents. A name that no longer exists stays to be seen. */
export function RefInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, placeholder } = props
  const current = typeof value === 'string' ? value : undefined
  const choices = [...(ctx.refs?.(field) ?? [])]
  if (current !== undefined && !choices.some((choice) => choice.value === current)) {
    choices.unshift({ value: current, label: current })
  }
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      value={current}
      options={choices}
      optionRender={(option) => (
        <span className="m-option">
          {option.data.icon === undefined ? null : <Icon name={option.data.icon} size={14} />}
          <span>{option.data.label}</span>
          <small>{option.data.value}</small>
        </span>
      )}
      onChange={(next: string | undefined) => onChange(next ?? null)}
      disabled={disabled}
      placeholder={placeholder ?? t('select')}
      style={{ width: '100%' }}
    />
  )
}
