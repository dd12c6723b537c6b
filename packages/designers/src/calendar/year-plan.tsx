import { openYears } from '@mortise/calendars'
import { say } from '@mortise/errors'
import type { CalendarDocument } from '@mortise/schema'
import { Button, Popover } from 'antd'
import { Card, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { datesOf, dayState, type DayState, weekdayOf, weekdays, workedDays } from './commands.ts'
import { DayEditor } from './day-editor.tsx'
import { messages } from './messages.ts'
import { PlanDialog } from './plan-dialog.tsx'

type Props = {
  readonly calendar: CalendarDocument
  readonly onChange: (next: CalendarDocument, label: string, merge?: string) => void
}

/** A year as twelve months: what is worked, what is not, and a click changes a day. */
export function YearPlan({ calendar, onChange }: Props): ReactNode {
  const t = useT(messages)
  const [year, setYear] = useState(() => new Date().getFullYear())
  const [planning, setPlanning] = useState(false)
  const own = (calendar.exceptions ?? []).filter(({ date }) => date.startsWith(`${year}-`))
  const isProvisional = own.some(({ provisional }) => provisional === true)
  const isOpen = openYears(calendar, [year]).length > 0
  return (
    <Card
      title={
        <span className="m-row">
          <IconButton icon="chevron-left" label={t('lastYear')} onClick={() => setYear(year - 1)} />
          <span>{t('year', { year })}</span>
          <IconButton icon="chevron-right" label={t('nextYear')} onClick={() => setYear(year + 1)} />
        </span>
      }
      actions={
        <span className="m-row">
          <span className="m-faint m-num">{t('workedInYear', { n: workedDays(calendar, year) })}</span>
          <Button size="small" type={isOpen ? 'primary' : 'default'} onClick={() => setPlanning(true)}>
            {t('importYear')}
          </Button>
        </span>
      }
    >
      {isOpen ? (
        <p className="d-note" role="status">
          <Icon name="info" size={14} />
          {t(isProvisional ? 'provisionalYear' : 'openYear', { year })}
        </p>
      ) : null}
      <div className="d-year">
        {Array.from({ length: 12 }, (_, at) => (
          <Month key={at} year={year} month={at + 1} calendar={calendar} onChange={onChange} />
        ))}
      </div>
      <Legend />
      {planning ? (
        <PlanDialog
          calendar={calendar}
          year={year}
          onClose={() => setPlanning(false)}
          onApply={(next, of, years) => {
            setPlanning(false)
            setYear(of)
            onChange(next, t('imported', { year: years }))
          }}
        />
      ) : null}
    </Card>
  )
}

function Legend(): ReactNode {
  const t = useT(messages)
  return (
    <ul className="d-year-legend">
      {(['work', 'rest', 'off', 'extra'] as const).map((kind) => (
        <li key={kind}>
          <i data-day={kind} />
          {t(
            ({ work: 'legendWork', rest: 'legendRest', off: 'legendOff', extra: 'legendExtra' } as const)[
              kind
            ],
          )}
        </li>
      ))}
      <li>
        <i data-day="off" data-provisional="true" />
        {t('provisional')}
      </li>
    </ul>
  )
}

/** What a day looks like. */
function lookOf({ works, exception }: DayState): 'work' | 'rest' | 'off' | 'extra' {
  if (exception !== undefined) return works ? 'extra' : 'off'
  return works ? 'work' : 'rest'
}

function Month({
  year,
  month,
  calendar,
  onChange,
}: Props & { readonly year: number; readonly month: number }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const name = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-US', {
    month: locale === 'zh' ? 'short' : 'long',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1))
  const dates = datesOf(year, month)
  const before = Number(weekdayOf(dates[0] ?? '')) - 1
  return (
    <section className="d-month" aria-label={name}>
      <h3>
        {name}
        <span className="m-faint m-num">{t('workedInMonth', { n: workedDays(calendar, year, month) })}</span>
      </h3>
      <div className="d-month-days">
        {weekdays.map((day) => (
          <span key={day} className="m-faint" aria-hidden="true">
            {t(`short${day}`)}
          </span>
        ))}
        {before === 0 ? null : <span style={{ gridColumn: `span ${before}` }} />}
        {dates.map((date) => (
          <Day key={date} date={date} calendar={calendar} onChange={onChange} />
        ))}
      </div>
    </section>
  )
}

/** A day as people say it; kept per language, since a year asks for it 366 times. */
const dayNames = {
  zh: new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
}

function Day({ date, calendar, onChange }: Props & { readonly date: string }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const state = dayState(calendar, date)
  const name = say(state.exception?.label, locale)
  const look = lookOf(state)
  const what = { work: 'legendWork', rest: 'legendRest', off: 'legendOff', extra: 'legendExtra' } as const
  const button = (
    <button
      type="button"
      data-day={look}
      data-provisional={state.exception?.provisional}
      title={name === '' ? undefined : name}
      aria-label={`${dayNames[locale].format(Date.parse(date))} ${t(what[look])} ${name}`.trim()}
      onClick={() => setOpen(true)}
    >
      {Number(date.slice(8))}
    </button>
  )
  // A year has 366 of them: only the one that is open carries what edits it.
  if (!open) return button
  return (
    <Popover
      open
      trigger="click"
      destroyOnHidden
      onOpenChange={setOpen}
      title={t('setDay', { date })}
      content={<DayEditor date={date} calendar={calendar} onChange={onChange} />}
    >
      {button}
    </Popover>
  )
}
