import { say } from '@mortise/errors'
import { type Expression, type Json, language, type Scope } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import { Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea.js'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { type Completion, completions, wordAt } from './completion.ts'
import { messages } from './messages.ts'

type Fault = { readonly message: string; readonly at?: number; readonly length?: number }

/**
 * A formula in the text form, with fields and functions offered while writing. Only what parses, and checks where names
 * are known, becomes the value; until then the text stays with the fault and its place below it.
 */
export function FormulaBar({
  value,
  onChange,
  scope,
  previous = false,
  expect,
  id,
}: {
  readonly value: Expression | null
  readonly onChange: (value: Json) => void
  readonly scope: Scope | undefined
  readonly entity?: string | undefined
  readonly previous?: boolean
  readonly expect?: 'boolean' | 'number' | 'text'
  readonly id?: string | undefined
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const own = useId()
  const area = useRef<TextAreaRef>(null)
  const [draft, setDraft] = useState<string>()
  const [caret, setCaret] = useState<number>()
  const [chosen, setChosen] = useState(0)
  const text = draft ?? (value === null ? '' : language.print(value, locale))
  const fault = faultOf(text, { scope, previous, expect, locale })
  const { start, word } = wordAt(text, caret ?? 0)
  const offers =
    caret === undefined || word === '' ? [] : completions(word, { scope, language, locale }).slice(0, 8)
  const open = offers.length > 0 && !(offers.length === 1 && offers[0]?.insert === word)
  const change = (next: string): void => {
    setDraft(next)
    setChosen(0)
    if (next.trim() === '') return onChange(null)
    if (faultOf(next, { scope, previous, expect, locale }) !== undefined) return
    const read = language.parse(next)
    if (read.ok) onChange(read.expression)
  }
  const take = (offer: Completion): void => {
    const next = text.slice(0, start) + offer.insert + text.slice(caret ?? text.length)
    change(next)
    const at = start + offer.insert.length
    setCaret(undefined)
    requestAnimationFrame(() => {
      const box = area.current?.resizableTextArea?.textArea
      box?.focus()
      box?.setSelectionRange(at, at)
    })
  }
  const keys = (event: KeyboardEvent): void => {
    if (!open) return
    const offer = offers[chosen]
    const acts: { readonly [key: string]: (() => void) | undefined } = {
      ArrowDown: () => setChosen((chosen + 1) % offers.length),
      ArrowUp: () => setChosen((chosen + offers.length - 1) % offers.length),
      Enter: () => offer && take(offer),
      Tab: () => offer && take(offer),
      Escape: () => setCaret(undefined),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <div className="d-formula">
      <Input.TextArea
        ref={area}
        id={id ?? own}
        className="m-code"
        aria-label={t('formula')}
        aria-describedby={`${own}-note`}
        status={fault === undefined ? '' : 'error'}
        value={text}
        placeholder={t('formulaHint')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={(event) => {
          change(event.target.value)
          setCaret(event.target.selectionStart)
        }}
        onKeyDown={keys}
        onBlur={() => {
          setCaret(undefined)
          if (fault === undefined) setDraft(undefined)
        }}
      />
      {open ? <Offers offers={offers} chosen={chosen} onTake={take} /> : null}
      <div id={`${own}-note`} className="d-formula-note">
        {fault === undefined ? null : <FaultNote text={text} fault={fault} />}
      </div>
    </div>
  )
}

function Offers({
  offers,
  chosen,
  onTake,
}: {
  readonly offers: readonly Completion[]
  readonly chosen: number
  readonly onTake: (offer: Completion) => void
}): ReactNode {
  const t = useT(messages)
  const current = offers[chosen]
  return (
    <div className="d-offers">
      <ul role="listbox" aria-label={t('functions')}>
        {offers.map((offer, at) => (
          <li
            key={offer.insert}
            role="option"
            aria-selected={at === chosen}
            onMouseDown={(event) => {
              event.preventDefault()
              onTake(offer)
            }}
          >
            <code>{offer.insert.replace(/\($/, '')}</code>
            <span className="m-faint">{offer.kind === 'field' ? offer.label : ''}</span>
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

function FaultNote({ text, fault }: { readonly text: string; readonly fault: Fault }): ReactNode {
  const { at, length = 1 } = fault
  return (
    <span className="m-error">
      {fault.message}
      {at === undefined || text.includes('\n') ? null : (
        <code className="d-caret" aria-hidden>
          {text.slice(0, at)}
          <mark>{text.slice(at, at + Math.max(length, 1)) || '\u00a0'}</mark>
          {text.slice(at + Math.max(length, 1))}
        </code>
      )}
    </span>
  )
}

function faultOf(
  text: string,
  given: {
    readonly scope: Scope | undefined
    readonly previous: boolean
    readonly expect: 'boolean' | 'number' | 'text' | undefined
    readonly locale: 'zh' | 'en'
  },
): Fault | undefined {
  if (text.trim() === '') return undefined
  const read = language.parse(text)
  if (!read.ok)
    return {
      message: say(read.problem.message, given.locale),
      at: read.problem.at,
      length: read.problem.length,
    }
  if (given.scope === undefined) return undefined
  const checked = language.check(read.expression, given.scope, {
    allow: { previous: given.previous },
    ...(given.expect === undefined ? {} : { expect: { kind: given.expect } }),
  })
  return checked.ok ? undefined : { message: say(checked.problems[0]?.message, given.locale) }
}
