import type { GroupDays } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { PeriodBox } from '../condition/period-box.tsx'
import { NamedFace } from '../kit/named-face.tsx'
import { useDesignFaces } from '../workbench/context.tsx'
import { nextDay } from './day-groups.ts'
import { messages } from './messages.ts'

/** The days of a group: from one day to another, either side open, or a range that moves with today. */
export function DaysBox({
  value,
  at,
  onChange,
}: {
  readonly value: GroupDays | undefined
  /** The place of the group, from 1, for those who hear what the boxes are for. */
  readonly at: number
  readonly onChange: (days: GroupDays) => void
}): ReactNode {
  const t = useT(messages)
  const days = value ?? {}
  const moving = 'range' in days
  return (
    <span className="r-days">
      <Select<'fixed' | 'moving'>
        aria-label={t('daysKindAt', { at: String(at) })}
        value={moving ? 'moving' : 'fixed'}
        options={[
          { value: 'fixed', label: t('fixedDays') },
          { value: 'moving', label: t('movingDays') },
        ]}
        onChange={(kind) => onChange(kind === 'moving' ? { range: 'thisYear' } : {})}
      />
      {moving ? (
        <PeriodBox
          value={days.range}
          onChange={(range) => onChange({ range: typeof range === 'string' ? range : 'thisYear' })}
        />
      ) : (
        <FixedDays days={days} at={at} onChange={onChange} />
      )}
    </span>
  )
}

/** The last day is picked as one that is in; it is kept as the day on which the group has ended. */
function FixedDays({
  days: { from, until },
  at,
  onChange,
}: {
  readonly days: Exclude<GroupDays, { readonly range: string }>
  readonly at: number
  readonly onChange: (days: GroupDays) => void
}): ReactNode {
  const t = useT(messages)
  const ctx = useDesignFaces()
  const Face = ctx.faces.find('date')?.Input
  if (Face === undefined) return null
  const put = (next: { readonly from?: string | undefined; readonly until?: string | undefined }): void =>
    onChange({
      ...(next.from === undefined ? {} : { from: next.from }),
      ...(next.until === undefined ? {} : { until: next.until }),
    })
  const field = { key: 'day', type: 'date', label: '' }
  const dayIn = (given: unknown): string | undefined => (typeof given === 'string' ? given : undefined)
  return (
    <span className="r-days-ends">
      <NamedFace
        Face={Face}
        name={t('firstDayAt', { at: String(at) })}
        field={field}
        ctx={ctx}
        value={from ?? null}
        onChange={(next) => put({ from: dayIn(next), until })}
      />
      <span aria-hidden>–</span>
      <NamedFace
        Face={Face}
        name={t('lastDayAt', { at: String(at) })}
        field={field}
        ctx={ctx}
        value={until === undefined ? null : nextDay(until, -1)}
        onChange={(next) => {
          const last = dayIn(next)
          put({ from, until: last === undefined ? undefined : nextDay(last, 1) })
        }}
      />
    </span>
  )
}
