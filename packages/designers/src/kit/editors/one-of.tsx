import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import type { FieldDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

type Values = { readonly [key: string]: Json }

/** What a kind holds before anything is said of it. */
function empty(kind: FieldDocument): Json {
  if (kind.type === 'items') return {}
  return kind.type === 'boolean' ? true : null
}

/** Chooses which one of several settings is given; `children` draws the one that is. */
export function OneOf({
  field,
  value,
  onChange,
  children,
}: Pick<InputProps, 'field' | 'value' | 'onChange'> & {
  readonly children: (kind: FieldDocument, values: Values) => ReactNode
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const kinds = (field.settings?.['fields'] ?? []) as unknown as readonly FieldDocument[]
  const values = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Values
  const chosen = kinds.find(({ key }) => values[key] !== undefined)
  return (
    <div className="d-one-of">
      <Select<string>
        aria-label={say(field.label, locale)}
        placeholder={t('choose')}
        value={chosen?.key ?? null}
        options={kinds.map(({ key, label }) => ({ value: key, label: say(label, locale) }))}
        onChange={(key) => {
          const kind = kinds.find((one) => one.key === key)
          if (kind !== undefined) onChange({ [key]: values[key] ?? empty(kind) })
        }}
      />
      {chosen === undefined || chosen.type === 'boolean' ? null : children(chosen, values)}
    </div>
  )
}
