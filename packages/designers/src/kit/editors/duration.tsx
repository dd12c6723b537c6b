import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { messages } from './messages.ts'

const units = ['minutes', 'hours', 'days'] as const
type Unit = (typeof units)[number]
const pattern: { readonly [K in Unit]: (n: number) => string } = {
  minutes: (n) => `PT${n}M`,
  hours: (n) => `PT${n}H`,
  days: (n) => `P${n}D`,
}

/** Takes an ISO duration of one unit apart; others are left to be written anew. */
export function readDuration(text: string): { readonly count: number; readonly unit: Unit } | undefined {
  const found = /^P(?:(\d+)D|T(\d+)H|T(\d+)M)$/.exec(text)
  if (found === null) return undefined
  const [, days, hours, minutes] = found
  if (days !== undefined) return { count: Number(days), unit: 'days' }
  return hours !== undefined
    ? { count: Number(hours), unit: 'hours' }
    : { count: Number(minutes), unit: 'minutes' }
}

/** How long: a number and a unit, kept as an ISO duration (`PT24H`). */
export function DurationEditor({
  value,
  onChange,
  id,
}: Pick<InputProps, 'value' | 'onChange' | 'id'>): ReactNode {
  const t = useT(messages)
  const read = typeof value === 'string' ? readDuration(value) : undefined
  const unit = read?.unit ?? 'hours'
  return (
    <span className="d-pair">
      <InputNumber
        {...(id === undefined ? {} : { id })}
        min={1}
        max={9999}
        value={read?.count ?? null}
        placeholder={typeof value === 'string' && read === undefined ? value : ''}
        onChange={(count) => onChange(count === null ? null : pattern[unit](Math.round(Number(count))))}
      />
      <Select<Unit>
        aria-label={t('unit')}
        value={unit}
        options={units.map((one) => ({ value: one, label: t(one) }))}
        onChange={(next) => onChange(pattern[next](read?.count ?? 1))}
      />
    </span>
  )
}
