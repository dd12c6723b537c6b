import type { Operator } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Completion } from './completion.ts'
import type { Fault } from './formula-fault.ts'
import { messages } from './messages.ts'

/** Fields and functions a word may become, with the help of the one chosen. */
export function Offers({
  id,
  offers,
  chosen,
  onTake,
}: {
  readonly id: string
  readonly offers: readonly Completion[]
  readonly chosen: number
  readonly onTake: (offer: Completion) => void
}): ReactNode {
  const t = useT(messages)
  const current = offers[chosen]
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView?.({ block: 'nearest' })
  }, [chosen])
  return (
    <div className="d-offers">
      <ul id={id} ref={list} role="listbox" aria-label={t('functions')}>
        {offers.map((offer, at) => (
          <li
            key={offer.insert}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === chosen}
            onMouseDown={(event) => {
              event.preventDefault()
              onTake(offer)
            }}
          >
            <code>{offer.insert.replace(/\($/, '')}</code>
            <span className="m-faint">{offer.label}</span>
          </li>
        ))}
      </ul>
      {current?.help === undefined ? null : (
        <p>
          {current.help}
          <br />
          <code>{t('example', { text: current.example ?? '' })}</code>
        </p>
      )}
    </div>
  )
}

/** What the function around the caret does, with an example. */
export function FunctionHelp({ operator }: { readonly operator: Operator }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { label, help, example } = operator.help
  return (
    <p className="d-function-help">
      <strong>{label[locale]}</strong> {help[locale]} <code>{t('example', { text: example })}</code>
    </p>
  )
}

/** What is wrong, and the line it is in with its place marked. */
export function FaultNote({ text, fault }: { readonly text: string; readonly fault: Fault }): ReactNode {
  const { at, length = 1 } = fault
  const start = at === undefined ? 0 : text.lastIndexOf('\n', Math.max(0, at - 1)) + 1
  const end = text.indexOf('\n', at ?? 0) < 0 ? text.length : text.indexOf('\n', at ?? 0)
  const stop = Math.min(end, (at ?? 0) + Math.max(length, 1))
  return (
    <span className="m-error">
      {fault.message}
      {at === undefined ? null : (
        <code className="d-caret" aria-hidden>
          {text.slice(start, at)}
          <mark>{text.slice(at, stop) || '\u00a0'}</mark>
          {text.slice(stop, end)}
        </code>
      )}
    </span>
  )
}
