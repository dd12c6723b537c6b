import type { Locale } from '@mortise/errors'
import { type ReactNode, useMemo, useState } from 'react'
import { type Translate, translate, useLocale } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import { useUi } from '../theme/ui-provider.tsx'

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(instant: number, timeZone: string): { date: string; time: string } {
  let format = formats.get(timeZone)
  if (format === undefined) {
    const options = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const
    format = new Intl.DateTimeFormat('en-CA', { ...options, hourCycle: 'h23', timeZone })
    formats.set(timeZone, format)
  }
  const found: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(instant)) found[type] = value
  return {
    date: `${found['year']}-${found['month']}-${found['day']}`,
    time: `${found['hour']}:${found['minute']}`,
  }
}

/** An instant as people write it: `2026-03-05 14:30`, in the given zone. */
export function formatInstantText(iso: string, timeZone: string): string {
  const instant = Date.parse(iso)
  if (Number.isNaN(instant)) return iso
  const { date, time } = parts(instant, timeZone)
  return `${date} ${time}`
}

/** The date of an instant in a zone, `2026-03-05`. */
export function dateInZone(instant: number, timeZone: string): string {
  return parts(instant, timeZone).date
}

let latest = { minute: Number.NaN, timeZone: '', date: '' }

/** What day it is. A list asks once for each of its dates, so the answer is kept for its minute: days begin with one. */
function today(now: number, timeZone: string): string {
  const minute = Math.floor(now / 60_000)
  if (latest.minute !== minute || latest.timeZone !== timeZone)
    latest = { minute, timeZone, date: dateInZone(now, timeZone) }
  return latest.date
}

const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000)

/** What the reader's clock is needed for. */
export type RelativeOptions = { readonly now: number; readonly timeZone: string; readonly locale: Locale }

/** A date (no time of day) said relatively when it is near: 今天, 明天, 3 天后; else in full. */
export function relativeDate(date: string, { now, timeZone, locale }: RelativeOptions): string {
  const t = translate(messages, locale)
  const ahead = dayNumber(date) - dayNumber(today(now, timeZone))
  return nearDay(ahead, t) ?? (sameYear(date, now, timeZone) ? date.slice(5) : date)
}

/** An instant said relatively when it is near: 刚刚, 5 分钟前, 昨天 14:30; else `03-05` or the full date. */
export function relativeTime(iso: string, { now, timeZone, locale }: RelativeOptions): string {
  const instant = Date.parse(iso)
  if (Number.isNaN(instant)) return iso
  const t = translate(messages, locale)
  const minutes = Math.round((instant - now) / 60_000)
  if (Math.abs(minutes) < 1) return t('justNow')
  if (Math.abs(minutes) < 60) return t(minutes < 0 ? 'minutesAgo' : 'minutesAhead', { n: Math.abs(minutes) })
  const { date, time } = parts(instant, timeZone)
  const ahead = dayNumber(date) - dayNumber(today(now, timeZone))
  if (ahead === 0) {
    const hours = Math.round(Math.abs(minutes) / 60)
    return t(minutes < 0 ? 'hoursAgo' : 'hoursAhead', { n: hours })
  }
  if (Math.abs(ahead) === 1) return `${t(ahead < 0 ? 'yesterday' : 'tomorrow')} ${time}`
  return nearDay(ahead, t) ?? (sameYear(date, now, timeZone) ? `${date.slice(5)} ${time}` : date)
}

function nearDay(ahead: number, t: Translate<keyof typeof messages>): string | undefined {
  if (ahead === 0) return t('today')
  if (ahead === 1) return t('tomorrow')
  if (ahead === -1) return t('yesterday')
  if (Math.abs(ahead) > 7) return undefined
  return ahead < 0 ? t('daysAgo', { n: -ahead }) : t('daysAhead', { n: ahead })
}

function sameYear(date: string, now: number, timeZone: string): boolean {
  return date.slice(0, 4) === today(now, timeZone).slice(0, 4)
}

/** A date or an instant in full, with how near it is beside it only where that says something more. */
export function WholeTime({ value }: { readonly value: string }): ReactNode {
  const locale = useLocale()
  const { timeZone } = useUi()
  const [now] = useState(() => Date.now())
  const isDate = value.length === 10
  const whole = isDate ? value : formatInstantText(value, timeZone)
  const options = { now, timeZone, locale }
  const near = isDate ? relativeDate(value, options) : relativeTime(value, options)
  return (
    <time dateTime={value} className="m-when">
      {whole}
      {near.includes('-') || Number.isNaN(Date.parse(value)) ? null : <small>{near}</small>}
    </time>
  )
}

/** An instant or a date, relative when near, in full on hover. */
export function RelativeTime({ value }: { readonly value: string }): ReactNode {
  const locale = useLocale()
  const { timeZone } = useUi()
  const isDate = value.length === 10
  const [now] = useState(() => Date.now())
  const shown = useMemo(() => {
    const options = { now, timeZone, locale }
    return isDate ? relativeDate(value, options) : relativeTime(value, options)
  }, [value, isDate, now, timeZone, locale])
  return (
    <time dateTime={value} title={isDate ? value : formatInstantText(value, timeZone)} className="m-time">
      {shown}
    </time>
  )
}
