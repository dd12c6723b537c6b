import { say } from '@mortise/errors'
import { type Json, rangeNames } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { messages as conditionMessages, periodKey } from '../condition/messages.ts'
import { useDesignFaces } from '../workbench/context.tsx'
import type { BoardFilter } from './commands.ts'
import { messages } from './messages.ts'
import type { Choices } from './tile.tsx'

/** Chooses a named period, or none. */
export function PeriodBox({
  value,
  label,
  onChange,
}: {
  readonly value: Json
  readonly label: string
  readonly onChange: (value: string | null) => void
}): ReactNode {
  const t = useT(messages)
  const tc = useT(conditionMessages)
  return (
    <Select<string>
      aria-label={label}
      value={typeof value === 'string' ? value : ''}
      popupMatchSelectWidth={false}
      style={{ minWidth: 132 }}
      options={[
        { value: '', label: t('all') },
        ...rangeNames.map((name) => ({ value: name as string, label: tc(periodKey(name)) })),
      ]}
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  )
}

/** The bar of global filters as readers have it; a choice here narrows the tiles below at once. */
export function FilterBar({
  filters,
  choices,
  onChange,
}: {
  readonly filters: readonly BoardFilter[]
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const ctx = useDesignFaces()
  const User = ctx.faces.find('user')?.Input
  return (
    <div className="b-filters">
      {filters.map(({ key, type, label: text }) => {
        const label = say(text, locale) || key
        const set = (value: Json): void => onChange({ ...choices, [key]: value })
        const value = choices[key] ?? null
        return (
          <div key={key} className="b-filter">
            <span>{label}</span>
            {type === 'select' ? (
              <span className="m-faint">{t('all')}</span>
            ) : type === 'user' && User !== undefined ? (
              <User
                value={value}
                onChange={set}
                ctx={ctx}
                field={{ key, type: 'user', label }}
                placeholder={label}
              />
            ) : (
              <PeriodBox value={value} label={label} onChange={set} />
            )}
          </div>
        )
      })}
    </div>
  )
}
