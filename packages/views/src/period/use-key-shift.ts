import type { EntityModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { type KeyboardEvent, useLayoutEffect, useState } from 'react'
import { clockText, dateOf, type Moment } from './days.ts'
import { messages } from './messages.ts'
import { type Shift, type Span, shifted } from './spans.ts'
import type { Reschedule } from './use-reschedule.ts'

/** Moving by keys: arrows shift what has the focus, Enter saves, Escape calls it off. */
export type KeyShift = {
  /** The shift that waits for Enter. */
  readonly pending: { readonly id: string; readonly span: Span } | undefined
  /** What a screen reader is told. */
  readonly said: string
  readonly onKeyDown: (event: KeyboardEvent, span: Span) => void
  readonly onBlur: () => void
}

const text = ({ day, minute }: Moment): string =>
  minute === undefined ? dateOf(day) : `${dateOf(day)} ${clockText(minute)}`

const buttonOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-event="${CSS.escape(id)}"] > button`)

const holdsFocus = (id: string): boolean => document.activeElement === buttonOf(id)

/** Days that each arrow stands for. */
export type Steps = { readonly [key: string]: number }

/** Keys over spans; `steps` says how many days an arrow is. */
export function useKeyShift(
  entity: EntityModel,
  { steps, how }: { readonly steps: Steps; readonly how: Reschedule },
): KeyShift {
  const t = useT(messages)
  const [pending, setPending] = useState<{ id: string; span: Span }>()
  const [said, setSaid] = useState('')
  // What is shifted may be drawn anew in another place: the focus goes along.
  useLayoutEffect(() => {
    if (pending !== undefined && !holdsFocus(pending.id)) buttonOf(pending.id)?.focus()
  }, [pending])
  const onBlur = (): void => {
    setTimeout(() => setPending((now) => (now !== undefined && holdsFocus(now.id) ? now : undefined)), 0)
  }
  const onKeyDown = (event: KeyboardEvent, span: Span): void => {
    const mine = pending?.id === span.record.id ? pending : undefined
    const days = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined
    const allowed = event.shiftKey ? how.mayStretch : how.mayMove
    if (days !== undefined && allowed && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      event.stopPropagation()
      const by: Shift = event.shiftKey ? { to: { days } } : { from: { days }, to: { days } }
      const next = shifted(mine?.span ?? span, by)
      setPending({ id: span.record.id, span: next })
      const name = String(span.record[entity.document.title] ?? '')
      setSaid(t('pendingMove', { name, from: text(next.from), to: text(next.to) }))
      return
    }
    if (mine === undefined) return
    if (event.key === 'Enter') {
      event.preventDefault()
      setPending(undefined)
      void how.put(mine.span)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setPending(undefined)
      setSaid(t('calledOff'))
    }
  }
  return { pending, said, onKeyDown, onBlur }
}
