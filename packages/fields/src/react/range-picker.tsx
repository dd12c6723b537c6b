import { useNarrow, useT } from '@mortise/ui'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { rangeEnds } from '../daterange/field.ts'
import { messages } from './messages.ts'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** Picks two days; see the input of `daterange`. On a phone one under the other, as two calendars do not fit. */
export default function Picker(props: InputProps): ReactNode {
  const t = useT(messages)
  const narrow = useNarrow()
  const { value, onChange, disabled = false, autoFocus = false } = props
  const ends = rangeEnds(value)
  const change = (from: string | undefined, to: string | undefined): void => {
    if (from === undefined && to === undefined) return onChange(null)
    const [first, last] = [from ?? to ?? '', to ?? from ?? '']
    onChange(first <= last ? `${first}/${last}` : `${last}/${first}`)
  }
  const shared = { disabled, style: { width: '100%' }, ...statusOf(props.invalid) }
  if (narrow) {
    const side = (at: 0 | 1): ReactNode => (
      <DatePicker
        {...shared}
        {...(at === 0 ? ariaOf(props) : {})}
        aria-label={t(at === 0 ? 'firstDay' : 'lastDay')}
        placeholder={t(at === 0 ? 'firstDay' : 'lastDay')}
        value={ends === undefined ? null : dayjs(ends[at])}
        onChange={(next) => {
          const day = Array.isArray(next) ? undefined : next?.format('YYYY-MM-DD')
          return at === 0 ? change(day, ends?.[1]) : change(ends?.[0], day)
        }}
      />
    )
    return (
      <div className="m-range">
        {side(0)}
        {side(1)}
      </div>
    )
  }
  return (
    <DatePicker.RangePicker
      {...shared}
      {...(props.id === undefined ? {} : { id: { start: props.id } })}
      autoFocus={autoFocus}
      value={ends === undefined ? null : [dayjs(ends[0]), dayjs(ends[1])]}
      onChange={(next) => change(next?.[0]?.format('YYYY-MM-DD'), next?.[1]?.format('YYYY-MM-DD'))}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    />
  )
}
