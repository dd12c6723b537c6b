import type { WatchSchedule } from '@mortise/client'
import { captioned, listed, type Locale } from '@mortise/errors'
import { useLocale, useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { type DeliveryWords, messages } from './messages.ts'

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const everyNames = { hour: 'everyHour', day: 'everyDay', week: 'everyWeek', month: 'everyMonth' } as const
const offNames = { run: 'daysOffRun', skip: 'daysOffSkip', next: 'daysOffNext' } as const

const times = Array.from(
  { length: 48 },
  (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`,
)

/** What a schedule is first: each workday morning for what is sent, every hour for what is watched. */
export function firstSchedule(kind: 'delivery' | 'alert'): WatchSchedule {
  return kind === 'alert' ? { every: 'hour' } : { every: 'week', weekdays: [1], at: '09:00', daysOff: 'next' }
}

function switched(schedule: WatchSchedule, every: WatchSchedule['every']): WatchSchedule {
  const { at = '09:00', daysOff = 'run' } = schedule
  if (every === 'hour') return { every }
  if (every === 'week') return { every, at, daysOff, weekdays: schedule.weekdays ?? [1] }
  if (every === 'month') return { every, at, daysOff, day: schedule.day ?? 1 }
  return { every, at, daysOff }
}

/** A schedule in words: 每周一 09:00. */
export function scheduleText(
  t: DeliveryWords,
  { every, at = '', weekdays = [], day }: WatchSchedule,
  locale: Locale,
): string {
  const days =
    every === 'week'
      ? listed(
          weekdays.map((one) => t(dayNames[one - 1] ?? 'monday')),
          locale,
        )
      : every === 'month'
        ? day === -1
          ? t('lastDay')
          : t('dayNumber', { n: day ?? 1 })
        : ''
  return [t(everyNames[every]), days, at].filter((one) => one !== '').join(' ')
}

/** When something happens, by the clock of the workspace. */
export function ScheduleFields({
  value,
  onChange,
  hourly,
}: {
  readonly value: WatchSchedule
  readonly onChange: (next: WatchSchedule) => void
  readonly hourly: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const every = (['hour', 'day', 'week', 'month'] as const).filter((one) => hourly || one !== 'hour')
  const known = value.at === undefined || times.includes(value.at) ? times : [value.at, ...times]
  return (
    <div className="m-watch-when">
      <Select
        aria-label={t(hourly ? 'whenCheck' : 'when')}
        value={value.every}
        options={every.map((one) => ({ value: one, label: t(everyNames[one]) }))}
        onChange={(next: WatchSchedule['every']) => onChange(switched(value, next))}
      />
      {value.every === 'week' ? (
        <Select<number[]>
          aria-label={t('weekdays')}
          mode="multiple"
          className="m-watch-days"
          value={[...(value.weekdays ?? [])]}
          options={dayNames.map((name, at) => ({ value: at + 1, label: t(name) }))}
          onChange={(next) =>
            next.length > 0 && onChange({ ...value, weekdays: next.toSorted((a, b) => a - b) })
          }
        />
      ) : null}
      {value.every === 'month' ? (
        <Select
          aria-label={t('dayOfMonth')}
          value={value.day ?? 1}
          options={[
            ...Array.from({ length: 28 }, (_, at) => ({
              value: at + 1,
              label: t('dayNumber', { n: at + 1 }),
            })),
            { value: -1, label: t('lastDay') },
          ]}
          onChange={(day: number) => onChange({ ...value, day })}
        />
      ) : null}
      {value.every === 'hour' ? null : (
        <>
          <Select
            aria-label={t('at')}
            showSearch
            value={value.at ?? '09:00'}
            options={known.map((one) => ({ value: one, label: one }))}
            onChange={(at: string) => onChange({ ...value, at })}
          />
          <Select
            aria-label={t('daysOff')}
            value={value.daysOff ?? 'run'}
            options={(['run', 'skip', 'next'] as const)
              .filter((one) => one !== 'next' || value.every !== 'day')
              .map((one) => ({ value: one, label: captioned(t('daysOff'), t(offNames[one]), locale) }))}
            onChange={(daysOff: 'run' | 'skip' | 'next') => onChange({ ...value, daysOff })}
          />
        </>
      )}
    </div>
  )
}
