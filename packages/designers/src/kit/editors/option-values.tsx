import { say } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import { optionsOf } from '@mortise/schema'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePanel } from '../panel-context.tsx'

/** Options of the field that the setting `of` beside it names. */
export function OptionValuesEditor({ value, onChange, field, ctx, id }: InputProps): ReactNode {
  const { model } = useWorkbench()
  const { home, values } = usePanel()
  const key = String(values[String(field.settings?.['of'] ?? 'field')] ?? '')
  const document = model.entity(home ?? '')?.field(key)?.document
  const options = document === undefined ? [] : optionsOf(document)
  return (
    <Select
      mode="multiple"
      {...(id === undefined ? {} : { id })}
      value={Array.isArray(value) ? (value as string[]) : []}
      options={options.map((one) => ({ value: one.value, label: say(one.label, ctx.locale) || one.value }))}
      onChange={(next) => onChange(next)}
    />
  )
}
