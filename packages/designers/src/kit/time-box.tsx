import { useT } from '@mortise/ui'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './editors/messages.ts'

const halfHours: readonly string[] = Array.from(
  { length: 49 },
  (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 === 0 ? '00' : '30'}`,
)

/** A time of day as people type it: `9`, `9:5`, `0905`, `9：05`; undefined where it is none. 24:00 closes a day. */
function readClock(text: string): string | undefined {
  const plain = text.trim().normalize('NFKC')
  const [, hours = '', minutes = ''] =
    /^(\d{1,2})(?:[:.时点](\d{0,2}))?$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain) ?? []
  if (hours === '') return undefined
  const [hour, minute] = [Number(hours), minutes === '' ? 0 : Number(minutes)]
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** A time of day: every half hour to choose from, any minute to type. */
export function TimeBox({
  value,
  onChange,
  label,
  clearable = false,
  last = '23:30',
}: {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly label?: string
  readonly clearable?: boolean
  /** The latest time that is offered. */
  readonly last?: '23:30' | '24:00'
}): ReactNode {
  const [typed, setTyped] = useState('')
  const own = readClock(typed)
  const wanted = [own, value].filter((one) => one !== undefined && one !== '')
  const times = [...new Set([...(wanted as readonly string[]), ...halfHours])]
    .filter((one) => one <= last)
    .sort()
  return (
    <Select<string>
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="d-time"
      value={value ?? null}
      options={times.map((one) => ({ value: one, label: one }))}
      showSearch={{
        onSearch: setTyped,
        filterOption: (text, option) =>
          option?.value === readClock(text) || String(option?.value).includes(text.trim()),
      }}
      allowClear={clearable}
      placeholder="09:00"
      popupMatchSelectWidth={90}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

/** One time of day or several; one is kept as a text. */
export function ClocksBox({
  value,
  onChange,
  label,
}: {
  readonly value: string | readonly string[] | undefined
  readonly onChange: (value: string | readonly string[] | null) => void
  readonly label: string
}): ReactNode {
  const t = useT(messages)
  const list = value === undefined ? [] : typeof value === 'string' ? [value] : [...value]
  return (
    <Select<string[]>
      aria-label={label}
      mode="tags"
      value={list}
      options={halfHours.slice(0, 48).map((one) => ({ value: one, label: one }))}
      placeholder={t('clocks')}
      tokenSeparators={[',', '，', '、', ' ']}
      style={{ width: '100%' }}
      onChange={(next) => {
        const times = [...new Set(next.flatMap((one) => readClock(one) ?? []))].sort()
        onChange(times.length === 0 ? null : times.length === 1 ? (times[0] ?? null) : times)
      }}
    />
  )
}
