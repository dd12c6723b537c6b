import type { Holdings } from '@mortise/client'
import { useT } from '@mortise/ui'
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

type Fields = Holdings['fields']

/** What a person field is called where it is chosen. */
export function nameOf({ entity, field }: Pick<Fields[number], 'entity' | 'field'>): string {
  return `${entity}.${field}`
}

/** All person fields in which somebody stands. */
export function namesOf(held: Holdings | undefined): readonly string[] {
  return (held?.fields ?? []).map(nameOf)
}

/** Which of the person fields are to name somebody else. */
export function FieldChoice({
  held,
  value,
  onChange,
}: {
  readonly held: Fields
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <Checkbox.Group
      className="m-hand-over-fields"
      aria-label={t('fields')}
      value={[...value]}
      options={held.map((one) => ({
        value: nameOf(one),
        label: t('fields_n', { label: one.label, n: one.count }),
      }))}
      onChange={(next) => onChange(next.map(String))}
    />
  )
}
