import { say } from '@mortise/errors'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { ariaOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { npsAnchors, npsGroup, npsMost } from './field.ts'

const marks = Array.from({ length: npsMost + 1 }, (_, mark) => mark)

/** Eleven marks in a row, with words at both ends. The arrow keys move the mark; a click on the same one takes it away. */
export function NpsInput(props: InputProps): ReactNode {
  const { value, onChange, field, ctx, disabled = false, onBlur } = props
  const row = useRef<HTMLDivElement>(null)
  const current = typeof value === 'number' ? value : undefined
  const { low, high } = npsAnchors(field)
  const key = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (disabled) return
    if (event.key === 'Delete' || event.key === 'Backspace') return onChange(null)
    if (step === undefined) return
    event.preventDefault()
    const next = current === undefined ? 0 : Math.min(npsMost, Math.max(0, current + step))
    onChange(next)
    row.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div className="m-nps">
      <div
        {...ariaOf(props)}
        ref={row}
        className="m-nps-row"
        role="radiogroup"
        aria-label={say(field.label, ctx.locale)}
        aria-disabled={disabled}
        onKeyDown={key}
        onBlur={onBlur}
      >
        {marks.map((mark) => (
          <button
            key={mark}
            type="button"
            role="radio"
            aria-checked={mark === current}
            tabIndex={mark === (current ?? 0) ? 0 : -1}
            disabled={disabled}
            data-group={npsGroup(mark)}
            onClick={() => onChange(mark === current ? null : mark)}
          >
            {mark}
          </button>
        ))}
      </div>
      <div className="m-nps-ends">
        <span>{low[ctx.locale]}</span>
        <span>{high[ctx.locale]}</span>
      </div>
    </div>
  )
}
