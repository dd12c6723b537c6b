import { useT } from '@mortise/ui'
import { compareText } from '@mortise/expressions'
import { LazySelect } from '../react/lazy-select.tsx'
import type { ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import { ChoiceLabel, openChoices } from '../react/options.tsx'
import { ariaOf, statusOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'

/** Several choices. The value is a set, so it is kept sorted. */
export function MultiselectInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, placeholder, onBlur } = props
  const current = Array.isArray(value) ? value.map(String) : []
  const choices = openChoices(field, ctx, current)
  return (
    <LazySelect
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      mode="multiple"
      value={current}
      options={choices}
      optionRender={({ value: one, label }) => <ChoiceLabel choices={choices} value={one} label={label} />}
      onChange={(next: readonly string[]) => onChange(next.length === 0 ? null : next.toSorted(compareText))}
      disabled={disabled}
      placeholder={placeholder ?? t('select')}
      style={{ width: '100%' }}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
