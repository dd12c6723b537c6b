import { formatInstant, toInstant, toLocal } from '@mortise/expressions'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** The instant as a wall clock of the zone shows it; the picker then never meets the browser's own zone. */
function wallOf(iso: string, zone: string): Dayjs | undefined {
  const instant = Date.parse(iso)
  if (Number.isNaN(instant)) return undefined
  const { date, time } = toLocal(instant, zone)
  return dayjs(new Date(date.year, date.month - 1, date.day)).add(time, 'millisecond')
}

function instantOf(wall: Dayjs, zone: string): string | null {
  const date = { year: wall.year(), month: wall.month() + 1, day: wall.date() }
  const time = ((wall.hour() * 60 + wall.minute()) * 60 + wall.second()) * 1000
  return formatInstant(toInstant({ date, time }, zone))
}

/** Calendar with or without a time of day. */
export default function Picker({
  withTime,
  ...props
}: InputProps & { readonly withTime: boolean }): ReactNode {
  const { value, onChange, field, ctx, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const text = typeof value === 'string' ? value : undefined
  const shown = text === undefined ? undefined : withTime ? wallOf(text, ctx.timeZone) : dayjs(text)
  const seconds = field.settings?.['seconds'] === true
  const change = (next: Dayjs | null): void =>
    onChange(next === null ? null : withTime ? instantOf(next, ctx.timeZone) : next.format('YYYY-MM-DD'))
  return (
    <DatePicker
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      value={shown?.isValid() === true ? shown : null}
      onChange={(next) => change(Array.isArray(next) ? (next[0] ?? null) : next)}
      format={withTime ? (seconds ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm') : 'YYYY-MM-DD'}
      showTime={withTime ? { format: seconds ? 'HH:mm:ss' : 'HH:mm' } : false}
      disabled={disabled}
      autoFocus={autoFocus}
      style={{ width: '100%' }}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
