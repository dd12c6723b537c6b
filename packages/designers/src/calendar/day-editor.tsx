import { say } from '@mortise/errors'
import type { CalendarDocument } from '@mortise/schema'
import { SegmentedControl, useLocale, useT } from '@mortise/ui'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { patched } from '../kit/patched.ts'
import { type DayException, exceptionAt, type Interval, setException } from './commands.ts'
import { messages } from './messages.ts'
import { HoursBoxes } from './week-editor.tsx'

/** What one date is: as its weekday, off, or worked, with a name and hours of its own. */
export function DayEditor({
  date,
  calendar,
  onChange,
}: {
  readonly date: string
  readonly calendar: CalendarDocument
  readonly onChange: (next: CalendarDocument, label: string, merge?: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const exception = exceptionAt(calendar, date)
  const put = (next: Omit<DayException, 'date'> | undefined): void =>
    onChange(setException(calendar, date, next), t('setDay', { date }), `day ${date}`)
  return (
    <div className="d-day">
      <SegmentedControl
        label={date}
        value={exception?.kind ?? 'week'}
        options={[
          { value: 'week', label: t('asWeek') },
          { value: 'off', label: t('off') },
          { value: 'work', label: t('work') },
        ]}
        onChange={(kind) => {
          if (kind === 'week') return put(undefined)
          put({ kind, ...(exception?.label === undefined ? {} : { label: exception.label }) })
        }}
      />
      {exception === undefined ? null : (
        <Input
          aria-label={t('dayName')}
          placeholder={t('dayNameHint')}
          value={say(exception.label, locale)}
          onChange={({ target }) =>
            put(patched(exception, { label: target.value === '' ? undefined : { zh: target.value } }))
          }
        />
      )}
      {exception?.kind === 'work' ? (
        <div className="d-day-hours">
          <span>{t('ownHours')}</span>
          <HoursBoxes
            name={date}
            hours={(exception.intervals ?? []) as readonly Interval[]}
            onChange={(hours) =>
              put(patched(exception, { intervals: hours.length === 0 ? undefined : hours }))
            }
          />
          <small className="m-faint">{t('ownHoursNote')}</small>
        </div>
      ) : null}
    </div>
  )
}
