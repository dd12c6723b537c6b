import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import type { KeyboardEvent, ReactNode } from 'react'
import { messages } from '../react/messages.ts'
import { ariaOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { starsOf } from './field.ts'

/** Stars to click; the arrow keys move the mark, a click on the same star takes it away. */
export function RatingInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, field, ctx, disabled = false, onBlur } = props
  const stars = starsOf(field)
  const current = typeof value === 'number' ? value : 0
  const set = (next: number): void => onChange(next < 1 ? null : Math.min(next, stars))
  const key = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (step === undefined || disabled) return
    event.preventDefault()
    set(Math.max(0, current + step))
  }
  return (
    <div
      {...ariaOf(props)}
      className="m-rating"
      role="slider"
      aria-label={say(field.label, ctx.locale)}
      tabIndex={disabled ? -1 : 0}
      aria-valuemin={0}
      aria-valuemax={stars}
      aria-valuenow={current}
      aria-valuetext={t('stars', { n: current, of: stars })}
      aria-disabled={disabled}
      onKeyDown={key}
      onBlur={onBlur}
    >
      {/* Drawn for the pointer only: to everybody else the slider is one control. */}
      {Array.from({ length: stars }, (_, index) => (
        <span
          key={index}
          aria-hidden="true"
          className={index < current ? 'm-star m-star-on' : 'm-star'}
          onClick={disabled ? undefined : () => set(current === index + 1 ? 0 : index + 1)}
        >
          ★
        </span>
      ))}
    </div>
  )
}
