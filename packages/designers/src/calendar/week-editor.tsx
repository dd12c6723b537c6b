import type { CalendarDocument } from '@mortise/schema'
import { Card, Icon, IconButton, useT } from '@mortise/ui'
import { Button, Dropdown, Switch } from 'antd'
import type { ReactNode } from 'react'
import { TimeBox } from '../kit/time-box.tsx'
import {
  hoursOf,
  type Interval,
  nextInterval,
  setHours,
  weekdays,
  weekMinutes,
  wrongHours,
} from './commands.ts'
import { messages } from './messages.ts'

const office: readonly Interval[] = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
]
const presets = {
  preset_office: { days: ['1', '2', '3', '4', '5'], hours: office },
  preset_six: { days: ['1', '2', '3', '4', '5', '6'], hours: office },
  preset_always: { days: [...weekdays], hours: [['00:00', '24:00']] as readonly Interval[] },
} as const

/** The hours of each weekday: any number of stretches, none on a day off. */
export function WeekEditor({
  calendar,
  onChange,
}: {
  readonly calendar: CalendarDocument
  readonly onChange: (next: CalendarDocument, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const put = (days: readonly string[], hours: readonly Interval[]): void =>
    onChange(setHours(calendar, days, hours), `hours ${days.join()}`)
  const hours = Math.round(weekMinutes(calendar) / 6) / 10
  const days = weekdays.filter((day) => hoursOf(calendar, day).length > 0).length
  return (
    <Card
      title={t('week')}
      actions={
        <span className="m-row">
          <span className="m-faint">{t('weekNote', { hours, days })}</span>
          <Dropdown
            trigger={['click']}
            menu={{
              items: (Object.keys(presets) as (keyof typeof presets)[]).map((key) => ({
                key,
                label: t(key),
                onClick: () => {
                  const empty = setHours(calendar, weekdays, [])
                  onChange(setHours(empty, presets[key].days, presets[key].hours), key)
                },
              })),
            }}
          >
            <Button size="small">
              {t('presets')} <Icon name="chevron-down" size={14} />
            </Button>
          </Dropdown>
        </span>
      }
    >
      <ul className="d-week">
        {weekdays.map((day) => (
          <WeekdayRow key={day} day={day} hours={hoursOf(calendar, day)} onChange={put} />
        ))}
      </ul>
    </Card>
  )
}

function WeekdayRow({
  day,
  hours,
  onChange,
}: {
  readonly day: (typeof weekdays)[number]
  readonly hours: readonly Interval[]
  readonly onChange: (days: readonly string[], hours: readonly Interval[]) => void
}): ReactNode {
  const t = useT(messages)
  const name = t(`day${day}`)
  const works = hours.length > 0
  return (
    <li data-works={works}>
      <span className="d-week-day">
        <Switch
          size="small"
          aria-label={t('works', { day: name })}
          checked={works}
          onChange={(on) => onChange([day], on ? office : [])}
        />
        <b>{name}</b>
      </span>
      <HoursBoxes name={name} hours={hours} onChange={(next) => onChange([day], next)}>
        {works && day === '1' ? (
          <Button type="link" size="small" onClick={() => onChange(['1', '2', '3', '4', '5'], hours)}>
            {t('toAll')}
          </Button>
        ) : null}
      </HoursBoxes>
    </li>
  )
}

/** The stretches of one day. */
export function HoursBoxes({
  name,
  hours,
  onChange,
  children,
}: {
  readonly name: string
  readonly hours: readonly Interval[]
  readonly onChange: (hours: readonly Interval[]) => void
  readonly children?: ReactNode
}): ReactNode {
  const t = useT(messages)
  return (
    <span className="d-hours">
      {hours.length === 0 ? <span className="m-faint">{t('dayOff')}</span> : null}
      {hours.map(([from, until], at) => (
        <span key={at} className="d-hours-one">
          <TimeBox
            label={t('from', { day: name })}
            value={from}
            onChange={(next) => next !== undefined && onChange(hours.with(at, [next, until]))}
          />
          <span className="m-faint">–</span>
          <TimeBox
            label={t('until', { day: name })}
            value={until}
            last="24:00"
            onChange={(next) => next !== undefined && onChange(hours.with(at, [from, next]))}
          />
          <IconButton
            icon="x"
            size={14}
            label={t('removeHours', { day: name })}
            onClick={() => onChange(hours.toSpliced(at, 1))}
          />
        </span>
      ))}
      <IconButton
        icon="plus"
        size={14}
        label={t('addHours', { day: name })}
        onClick={() => onChange([...hours, nextInterval(hours)])}
      />
      {children}
      {wrongHours(hours) ? (
        <span className="m-error d-hours-wrong" role="alert">
          <Icon name="triangle-alert" size={14} /> {t('wrong')}
        </span>
      ) : null}
    </span>
  )
}
