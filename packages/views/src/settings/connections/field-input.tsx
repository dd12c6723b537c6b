import type { ConnectionField } from '@mortise/client'
import { say } from '@mortise/errors'
import { useLocale } from '@mortise/ui'
import { Input, Switch } from 'antd'
import type { ReactNode } from 'react'

/** Whether a field holds what is never shown again. */
export const isSecret = ({ settings }: ConnectionField): boolean => settings?.['secret'] === true

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** One field of an account, by its kind. */
export function FieldInput({
  field,
  value,
  hint,
  onChange,
}: {
  readonly field: ConnectionField
  readonly value: unknown
  /** Stands in an empty box. */
  readonly hint?: string | undefined
  readonly onChange: (value: string | boolean) => void
}): ReactNode {
  const locale = useLocale()
  const label = say(field.label, locale)
  const help = field.help === undefined ? null : <span className="m-faint">{say(field.help, locale)}</span>
  if (field.type === 'boolean')
    return (
      <label className="m-row">
        <Switch size="small" checked={(value ?? field.default) === true} onChange={onChange} />
        <span>
          {label} {help}
        </span>
      </label>
    )
  const shared = {
    value: textOf(value),
    placeholder: hint ?? textOf(field.default),
    'aria-required': field.required === true,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  }
  return (
    <label>
      <span>
        {label}
        {field.required === true ? <span aria-hidden="true"> *</span> : null}
      </span>
      {isSecret(field) ? (
        <Input.Password autoComplete="new-password" {...shared} />
      ) : field.type === 'longtext' ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} {...shared} />
      ) : (
        <Input autoComplete="off" {...shared} />
      )}
      {help}
    </label>
  )
}
