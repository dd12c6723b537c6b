import type { InputProps, RefChoice } from '@mortise/fields/react'
import { Icon, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

/** Chooses one name out of a list that can be searched; a name that is gone stays to be seen. */
export function ChoiceBox({
  choices,
  ...props
}: Pick<InputProps, 'value' | 'onChange' | 'id' | 'disabled' | 'placeholder'> & {
  readonly choices: readonly RefChoice[]
  readonly label?: string
}): ReactNode {
  const t = useT(messages)
  const current = typeof props.value === 'string' && props.value !== '' ? props.value : undefined
  const missing = current !== undefined && !choices.some((one) => one.value === current)
  const options = missing ? [{ value: current, label: current }, ...choices] : [...choices]
  return (
    <Select<string>
      {...(props.id === undefined ? {} : { id: props.id })}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      value={current ?? null}
      options={options}
      showSearch={{
        filterOption: (text, option) =>
          choices.some(({ value, label }) => value === option?.value && `${label} ${value}`.includes(text)),
      }}
      allowClear
      disabled={props.disabled ?? false}
      placeholder={props.placeholder ?? t('choose')}
      status={missing ? 'warning' : ''}
      popupMatchSelectWidth={false}
      style={{ width: '100%', minWidth: 0 }}
      optionRender={(option) => (
        <span className="m-option">
          {option.data.icon === undefined ? null : <Icon name={option.data.icon} size={14} />}
          <span>{option.data.label}</span>
        </span>
      )}
      onChange={(next) => props.onChange(next ?? null)}
    />
  )
}

/** Chooses several names. */
export function ChoicesBox({
  choices,
  value,
  onChange,
  id,
  label,
}: Pick<InputProps, 'value' | 'onChange' | 'id'> & {
  readonly choices: readonly RefChoice[]
  readonly label?: string
}): ReactNode {
  const t = useT(messages)
  return (
    <Select<string[]>
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      mode="multiple"
      value={Array.isArray(value) ? value.map(String) : []}
      options={[...choices]}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('choose')}
      popupMatchSelectWidth={false}
      style={{ width: '100%' }}
      onChange={(next) => onChange(next.length === 0 ? null : next)}
    />
  )
}
