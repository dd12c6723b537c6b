import type { Expression } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { type CellKind, isYes, readCell, readResult, showCell } from './cell-text.ts'
import { messages } from './messages.ts'

type CellProps = {
  readonly value: Expression | null
  readonly kind: CellKind
  readonly side: 'when' | 'then'
  readonly label: string
  readonly onChange: (value: Expression | null) => void
}

/** One cell: choices are chosen, everything else is written as in a spreadsheet. */
export function TableCell(props: CellProps): ReactNode {
  const chosen = chosenOf(props.value, props.kind)
  return chosen === undefined ? <WrittenCell {...props} /> : <ChosenCell {...props} chosen={chosen} />
}

/** The choices a cell names; undefined where it holds something else, or there are none to choose from. */
function chosenOf(value: Expression | null, kind: CellKind): readonly string[] | undefined {
  const options = optionsOf(kind)
  if (options.length === 0) return undefined
  if (isYes(value, kind)) return ['true']
  const all: readonly unknown[] = value === null ? [] : Array.isArray(value) ? value : [value]
  const names = all.map((one) => (typeof one === 'boolean' ? String(one) : one))
  const known = names.every((one) => options.some((option) => option.value === one))
  return known ? (names as readonly string[]) : undefined
}

function optionsOf({ choices, type, yes, no }: CellKind): NonNullable<CellKind['choices']> {
  if (choices !== undefined) return choices
  if (type !== 'boolean') return []
  return [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
}

function ChosenCell({
  kind,
  side,
  label,
  chosen,
  onChange,
}: CellProps & { readonly chosen: readonly string[] }): ReactNode {
  const t = useT(messages)
  const value = (name: string): Expression => (kind.type === 'boolean' ? name === 'true' : name)
  const many = side === 'when' && kind.choices !== undefined
  return (
    <Select<string | string[]>
      aria-label={label}
      variant="borderless"
      {...(many ? { mode: 'multiple' as const } : {})}
      value={many ? [...chosen] : (chosen[0] ?? null)}
      options={[...optionsOf(kind)]}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(side === 'when' ? 'any' : 'empty')}
      popupMatchSelectWidth={false}
      onChange={(next) => {
        const names = next === undefined || next === null ? [] : Array.isArray(next) ? next : [next]
        const [only] = names
        if (only === undefined) onChange(null)
        else onChange(names.length === 1 ? value(only) : names)
      }}
    />
  )
}

function WrittenCell({ value, kind, side, label, onChange }: CellProps): ReactNode {
  const t = useT(messages)
  const shown = showCell(value, kind)
  const [text, setText] = useState<string>()
  const read = text === undefined ? undefined : (side === 'when' ? readCell : readResult)(text, kind)
  const isWrong = read?.ok === false
  const leave = (): void => {
    if (text === undefined || read?.ok === false) return
    setText(undefined)
    if (read !== undefined && text !== shown) onChange(read.value)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape') setText(undefined)
    if (event.key === 'Enter') leave()
  }
  return (
    <input
      className="d-cell-input"
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? t(side === 'when' ? 'wrongCell' : 'wrongResult') : undefined}
      data-number={kind.type === 'number'}
      placeholder={t(side === 'when' ? 'any' : 'empty')}
      value={text ?? shown}
      onChange={({ target }) => setText(target.value)}
      onBlur={leave}
      onKeyDown={press}
    />
  )
}
