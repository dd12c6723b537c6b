import { TimePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { wordsOf } from '../shared/words.ts'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** Picks a time of day; see the input of `time`. */
export default function Picker(props: InputProps): ReactNode {
  const { value, onChange, field, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const [, hour, minute, second] = /^(\d\d):(\d\d):(\d\d)$/u.exec(wordsOf(value)) ?? []
  const shown =
    hour === undefined ? null : dayjs(new Date(2000, 0, 1, Number(hour), Number(minute), Number(second)))
  return (
    <TimePicker
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      value={shown}
      onChange={(next) => {
        const one = Array.isArray(next) ? next[0] : next
        onChange(one?.format('HH:mm:ss') ?? null)
      }}
      format={field.settings?.['seconds'] === true ? 'HH:mm:ss' : 'HH:mm'}
      needConfirm={false}
      disabled={disabled}
      autoFocus={autoFocus}
      style={{ width: '100%' }}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(onBlur === undefined ? {} : { onBlur })}
    />
  )
}
