import { compileCalendar, compileRecurrence } from '@mortise/calendars'
import type { Json } from '@mortise/expressions'
import type { ScheduleDocument } from '@mortise/schema'
import { formatInstantText, useLocale, useT, useUi } from '@mortise/ui'
import { InputNumber, Select } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { documentChoices } from '../kit/names.ts'
import { patched } from '../kit/patched.ts'
import { ClocksBox } from '../kit/time-box.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './trigger-messages.ts'

const rhythms = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
const offs = ['run', 'skip', 'next', 'previous'] as const
const shownTimes = 4

/** What a schedule begins with. */
export const newSchedule: ScheduleDocument = { every: 'week', weekdays: [1], at: '09:00' }

const parts: { readonly [E in ScheduleDocument['every']]: readonly string[] } = {
  minute: [],
  hour: [],
  day: ['at'],
  week: ['weekdays', 'at'],
  month: ['days', 'at'],
  year: ['months', 'days', 'at'],
}
const beginnings: { readonly [part: string]: Json } = { weekdays: [1], days: [1], months: [1], at: '09:00' }

/** Times that come again and again: the rhythm, its days and times of day, and what happens on days off. */
export function ScheduleTrigger({
  value,
  note,
  onChange,
}: {
  readonly value: ScheduleDocument
  /** What happens at these times, where no rule runs. */
  readonly note?: string
  readonly onChange: (next: ScheduleDocument) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const put = (patch: { readonly [key: string]: unknown }): void => onChange(patched(value, patch))
  const asks = (part: string): boolean => parts[value.every].includes(part)
  const setEvery = (every: ScheduleDocument['every']): void => {
    const kept = Object.keys(beginnings).map((part) => [
      part,
      parts[every].includes(part) ? ((value as { [k: string]: unknown })[part] ?? beginnings[part]) : null,
    ])
    put({ ...Object.fromEntries(kept), every })
  }
  return (
    <section className="d-trigger">
      <h3 className="d-panel-heading">{t('scheduleTitle')}</h3>
      <div className="d-line">
        <span>{t('every')}</span>
        <span className="d-pair">
          <InputNumber
            aria-label={t('every')}
            min={1}
            max={1000}
            precision={0}
            value={value.interval ?? 1}
            onChange={(next) => put({ interval: Number(next ?? 1) === 1 ? undefined : next })}
          />
          <Select<ScheduleDocument['every']>
            aria-label={t('unit')}
            value={value.every}
            options={rhythms.map((one) => ({ value: one, label: t(one) }))}
            onChange={setEvery}
          />
        </span>
      </div>
      {asks('weekdays') ? (
        <Numbers
          label={t('weekdays')}
          value={value.weekdays}
          options={([1, 2, 3, 4, 5, 6, 7] as const).map((one) => ({ value: one, label: t(`weekday${one}`) }))}
          onChange={(weekdays) => put({ weekdays })}
        />
      ) : null}
      {asks('months') ? (
        <Numbers
          label={t('months')}
          value={value.months}
          options={Array.from({ length: 12 }, (_, at) => ({
            value: at + 1,
            label: t('monthN', { n: at + 1 }),
          }))}
          onChange={(months) => put({ months })}
        />
      ) : null}
      {asks('days') ? (
        <Numbers
          label={t('days')}
          value={value.days}
          options={[
            ...Array.from({ length: 31 }, (_, at) => ({ value: at + 1, label: t('dayN', { n: at + 1 }) })),
            { value: -1, label: t('lastDay') },
          ]}
          onChange={(days) => put({ days })}
        />
      ) : null}
      {asks('at') ? (
        <label className="d-line">
          <span>{t('times')}</span>
          <ClocksBox label={t('times')} value={value.at} onChange={(at) => put({ at })} />
        </label>
      ) : null}
      <label className="d-line">
        <span>{t('calendar')}</span>
        <ChoiceBox
          label={t('calendar')}
          value={value.calendar ?? null}
          placeholder={t('calendarNone')}
          choices={documentChoices({ model, locale }, 'calendar')}
          onChange={(calendar) => put(calendar === null ? { calendar, onDayOff: null } : { calendar })}
        />
      </label>
      {value.calendar === undefined ? null : (
        <label className="d-line">
          <span>{t('onDayOff')}</span>
          <Select<(typeof offs)[number]>
            aria-label={t('onDayOff')}
            value={value.onDayOff ?? 'run'}
            options={offs.map((one) => ({ value: one, label: t(`off_${one}`) }))}
            onChange={(onDayOff) => put({ onDayOff })}
          />
        </label>
      )}
      <NextTimes schedule={value} />
      <p className="m-faint">{note ?? t('scheduleAll')}</p>
    </section>
  )
}

function Numbers({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: readonly number[] | undefined
  readonly options: readonly { readonly value: number; readonly label: string }[]
  readonly onChange: (value: readonly number[] | null) => void
}): ReactNode {
  return (
    <label className="d-line">
      <span>{label}</span>
      <Select<number[]>
        aria-label={label}
        mode="multiple"
        value={[...(value ?? [])]}
        options={[...options]}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(next) => onChange(next.length === 0 ? null : next.sort((a, b) => a - b))}
      />
    </label>
  )
}

/** The next few times, so that it is seen at once whether they are meant. */
function NextTimes({ schedule }: { readonly schedule: ScheduleDocument }): ReactNode {
  const t = useT(messages)

  const { timeZone } = useUi()
  const { space } = useWorkbench()
  const [now] = useState(() => new Date().toISOString())
  const times = useMemo(() => {
    const calendar = space.get('calendar', schedule.calendar ?? '')
    try {
      const recurrence = compileRecurrence(schedule, {
        timeZone,
        calendar: calendar === undefined ? undefined : compileCalendar(calendar),
      })
      const found: string[] = []
      let at = recurrence.next(now)
      for (; at !== null && found.length < shownTimes; at = recurrence.next(at)) found.push(at)
      return found
    } catch {
      // What is half written has no times yet; publishing says what is wrong with it.
      return []
    }
  }, [schedule, space, timeZone, now])
  if (times.length === 0) return null
  const words = times.map((at) => formatInstantText(at, timeZone)).join(t('comma'))
  return <p className="d-note">{t('nextTimes', { times: words })}</p>
}
