import { type Json, rangeNames } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { messages, periodWords } from './messages.ts'

const counted = /^(last|next)(\d+)(Days|Weeks|Months|Quarters|Years)$/
const units = ['Days', 'Weeks', 'Months', 'Quarters', 'Years'] as const
const own = 'counted'

/** A period relative to today: a named one, or a count of days, weeks, months, quarters or years. */
export function PeriodBox({
  value,
  onChange,
}: {
  readonly value: Json
  readonly onChange: (value: Json) => void
}): ReactNode {
  const t = useT(messages)
  const name = typeof value === 'string' ? value : null
  const match = name === null || rangeNames.includes(name) ? null : counted.exec(name)
  const [, way = 'last', count = '14', unit = 'Days'] = match ?? []
  const put = (next: { way?: string; count?: number; unit?: string }): void =>
    onChange(`${next.way ?? way}${next.count ?? count}${next.unit ?? unit}`)
  return (
    <span className="d-period">
      <Select<string>
        aria-label={t('value')}
        showSearch
        optionFilterProp="label"
        value={match === null ? name : own}
        options={[
          ...rangeNames.map((one) => ({ value: one, label: periodWords(one, t) })),
          { value: own, label: t('counted') },
        ]}
        onChange={(next) => onChange(next === own ? 'last14Days' : next)}
      />
      {match === null ? null : (
        <span className="d-pair">
          <Select<string>
            aria-label={t('direction')}
            value={way}
            options={[
              { value: 'last', label: t('lastCounted') },
              { value: 'next', label: t('nextCounted') },
            ]}
            onChange={(next) => put({ way: next })}
          />
          <InputNumber
            aria-label={t('count')}
            min={1}
            max={999}
            precision={0}
            value={Number(count)}
            onChange={(next) => put({ count: typeof next === 'number' ? next : 1 })}
          />
          <Select<string>
            aria-label={t('unit')}
            value={unit}
            options={units.map((one) => ({ value: one, label: t(one) }))}
            onChange={(next) => put({ unit: next })}
          />
        </span>
      )}
    </span>
  )
}
