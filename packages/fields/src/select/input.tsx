import { SegmentedControl, useT } from '@mortise/ui'
import { say } from '@mortise/errors'
import { LazySelect } from '../react/lazy-select.tsx'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import { ChoiceLabel, openChoices } from '../react/options.tsx'
import { ariaOf, statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'

/** One choice: a drop-down, or side by side where the field says so. */
export function SelectInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const current = typeof value === 'string' ? value : undefined
  const choices = openChoices(field, ctx, current === undefined ? [] : [current])
  if (field.settings?.['display'] === 'radio' && !disabled) {
    return (
      <SegmentedControl
        label={say(field.label, ctx.locale)}
        value={current ?? ''}
        options={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        onChange={onChange}
      />
    )
  }
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
      allowClear={field.required !== true}
      value={current}
      options={choices}
      optionRender={({ value: one, label }) => <ChoiceLabel choices={choices} value={one} label={label} />}
      labelRender={({ value: one, label }) => <ChoiceLabel choices={choices} value={one} label={label} />}
      onChange={(next: string | undefined) => onChange(next ?? null)}
      disabled={disabled}
      autoFocus={autoFocus}
      placeholder={placeholder ?? t('select')}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
