import { EmptyState, IconButton, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { addMonths, dateOf } from '../period/days.ts'
import { messages as periodMessages } from '../period/messages.ts'
import { CalendarEvent, type CalendarParts, DayBadge } from './event.tsx'
import { messages } from './messages.ts'

/** The calendar on a phone: the days of the period that hold something, one below the other, and today. */
export function Agenda({
  month,
  ...parts
}: CalendarParts & { readonly month: number | undefined }): ReactNode {
  const t = useT(messages)
  const tp = useT(periodMessages)
  const locale = useLocale()
  const { spans, today, marks, onCreate, name } = parts
  const first = month ?? parts.first
  const after = month === undefined ? parts.after : addMonths(month, 1)
  const days = Array.from({ length: after - first }, (_, at) => first + at).map((day) => ({
    day,
    here: spans.filter(({ from, to }) => from.day <= day && to.day >= day),
  }))
  const shown = days.filter(({ day, here }) => here.length > 0 || day === today || days.length <= 7)
  if (shown.every(({ here }) => here.length === 0) && days.length > 7)
    return <EmptyState title={tp('none', { name })} text={tp('noneText')} />
  const tag = locale === 'zh' ? 'zh-CN' : 'en-GB'
  const words = new Intl.DateTimeFormat(tag, {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  })
  return (
    <ol className="m-agenda">
      {shown.map(({ day, here }) => (
        <li key={day} data-day={dateOf(day)}>
          <h3 data-today={day === today}>
            {words.format(day * 86_400_000)}
            <DayBadge mark={marks.get(dateOf(day))} />
            <span className="m-spring" />
            {onCreate === undefined ? null : (
              <IconButton
                icon="plus"
                size={16}
                label={t('createOn', { date: dateOf(day), name })}
                onClick={() => onCreate(day)}
              />
            )}
          </h3>
          {here.map((span) => (
            <CalendarEvent key={span.record.id} {...parts} span={span} className="m-event m-event-line" />
          ))}
        </li>
      ))}
    </ol>
  )
}
