import { type Expression, type Json, language, type Scope } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import { Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea.js'
import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useId, useRef, useState } from 'react'
import { byLabels, printFormula } from './by-labels.ts'
import { callAt, type Completion, completions, functionOf, scopeAt, wordAt } from './completion.ts'
import { readFormula } from './formula-fault.ts'
import { FieldChips } from './field-chips.tsx'
import { FormulaChips } from './formula-chips.tsx'
import { FaultNote, FunctionHelp, Offers } from './formula-notes.tsx'
import { messages } from './messages.ts'
import { Trial } from './trial.tsx'

/**
 * A formula in the text form, with fields and functions offered while writing, help on the function around the caret,
 * and its result on a real record. Only what parses, and checks where names are known, becomes the value; until then the
 * text stays with the fault and its place below it.
 */
export function FormulaBar({
  value,
  onChange,
  scope,
  entity,
  previous = false,
  expect,
  id,
  label,
  chips,
}: {
  readonly value: Expression | null
  readonly onChange: (value: Json) => void
  readonly scope: Scope | undefined
  readonly entity?: string | undefined
  readonly previous?: boolean
  readonly expect?: 'boolean' | 'number' | 'text'
  readonly id?: string | undefined
  readonly label?: string | undefined
  /** Shows the fields there are, to be put in by a click, but those named here. */
  readonly chips?: readonly string[]
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const own = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [draft, setDraft] = useState<string>()
  // Where the caret stands while the box is in use, and whether offers were sent away there.
  const [caret, setCaret] = useState<number>()
  const [quiet, setQuiet] = useState(false)
  const [chosen, setChosen] = useState(0)
  const text = draft ?? (value === null ? '' : printFormula(value, scope, locale))
  const labelled = scope === undefined ? undefined : byLabels(scope, locale)
  const rules = { scope, previous, expect, locale }
  const reading = text.trim() === '' ? undefined : readFormula(text, rules)
  const { start, word } = wordAt(text, caret ?? 0)
  const call = caret === undefined ? undefined : callAt(text, caret)
  const offers =
    caret === undefined || quiet || word === ''
      ? []
      : completions(word, { scope: scopeAt(labelled, call, language), language, locale }).slice(0, 8)
  const open = offers.length > 0 && !(offers.length === 1 && offers[0]?.insert === word)
  const around = open ? undefined : functionOf(call, language)
  const change = (next: string): void => {
    setDraft(next)
    setChosen(0)
    if (next.trim() === '') return onChange(null)
    const read = readFormula(next, rules)
    if (read.fault === undefined) onChange(read.expression)
  }
  const take = (offer: Completion): void => {
    const next = text.slice(0, start) + offer.insert + text.slice(caret ?? text.length)
    change(next)
    const at = start + offer.insert.length
    setQuiet(true)
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(at, at)
      setCaret(at)
    })
  }
  const putIn = (name: string): void => {
    const at = caret ?? text.length
    const before = text.slice(0, at)
    const gap = before === '' || /[\s(]$/.test(before) ? '' : ' '
    change(`${before}${gap}${name}${text.slice(at)}`)
    setQuiet(true)
    const end = at + gap.length + name.length
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(end, end)
      setCaret(end)
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
      Escape: () => setQuiet(true),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const follow = (event: SyntheticEvent<HTMLTextAreaElement>): void =>
    setCaret(event.currentTarget.selectionStart)
  return (
    <div className="d-formula">
      <div className="d-formula-box">
        <Input.TextArea
          ref={(one: TextAreaRef | null) => {
            box.current = one?.resizableTextArea?.textArea ?? null
          }}
          id={id ?? own}
          className="m-code"
          role="combobox"
          aria-label={label ?? t('formula')}
          aria-describedby={`${own}-note`}
          aria-expanded={open}
          aria-controls={`${own}-offers`}
          aria-autocomplete="list"
          {...(open ? { 'aria-activedescendant': `${own}-offers-${chosen}` } : {})}
          status={reading?.fault === undefined ? '' : 'error'}
          value={text}
          placeholder={t('formulaHint')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          spellCheck={false}
          onChange={(event) => {
            change(event.target.value)
            setCaret(event.target.selectionStart)
            setQuiet(false)
          }}
          onSelect={follow}
          onKeyDown={keys}
          onBlur={() => {
            setCaret(undefined)
            if (reading?.fault === undefined) setDraft(undefined)
          }}
        />
        {/* Behind the box, though after it: it measures itself by it. */}
        <FormulaChips text={text} scope={labelled} box={box} />
      </div>
      {chips === undefined || scope === undefined ? null : (
        <FieldChips scope={scope} entity={entity} but={chips} onTake={putIn} />
      )}
      {open ? <Offers id={`${own}-offers`} offers={offers} chosen={chosen} onTake={take} /> : null}
      <div id={`${own}-note`} className="d-formula-note">
        {reading?.fault === undefined ? null : <FaultNote text={text} fault={reading.fault} />}
        {around === undefined ? null : <FunctionHelp operator={around} />}
      </div>
      {reading?.expression === undefined || scope === undefined ? null : (
        <Trial expression={reading.expression} scope={scope} entity={entity} />
      )}
    </div>
  )
}
