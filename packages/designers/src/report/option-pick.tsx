import { say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import { choicesOf } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { fieldAtPath } from '../kit/names.ts'
import { kindAt, type Source } from './fields.ts'
import { messages } from './messages.ts'

/** Options of a field, to be picked by a click each: the records that have one of them count. */
export function OptionPick({
  source,
  path,
  value,
  onChange,
}: {
  readonly source: Source
  readonly path: string
  readonly value: readonly string[]
  readonly onChange: (next: readonly string[]) => void
}): ReactNode {
  const t = useT(messages)
  const toggle = (one: string): void =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <div className="r-options" role="group" aria-label={t('pickOptions')}>
      {optionsAt(source, path).map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={value.includes(option.value)}
          onClick={() => toggle(option.value)}
        >
          {say(option.label, source.locale)}
        </button>
      ))}
    </div>
  )
}

/** Options of the field at a path; none for fields without. */
export function optionsAt(source: Source, path: string): ReturnType<typeof choicesOf> {
  const field = fieldAtPath(source.model, source.entity, path)
  return field === undefined || kindAt(source, path) === 'set' ? [] : choicesOf(field.document)
}

/** The condition that picked options stand for. */
export function pickedCondition(path: string, picked: readonly string[]): Expression | null {
  const [only, ...more] = picked
  if (only === undefined) return null
  return more.length === 0 ? { '==': [{ var: path }, only] } : { in: [{ var: path }, [...picked]] }
}
