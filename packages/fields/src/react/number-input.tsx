import type { Json } from '@mortise/expressions'
import { Input } from 'antd'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { FieldType } from '../define.ts'
import { pureContext } from './formatted-cell.tsx'
import { ariaOf, statusOf } from './status.ts'
import type { InputProps } from './types.ts'

/** How a number looks while it is typed. */
export type NumberWriting = {
  readonly edit: (value: Json) => string
  readonly read: (text: string) => string
}

const plainWriting: NumberWriting = {
  edit: (value) => (value === null ? '' : String(value)),
  read: (text) => text,
}

/**
 * A number: written out while it has the focus, formatted otherwise. What does not parse stays as typed, so that the
 * form can say what is wrong with it; exact decimals never pass through a float.
 */
export function NumberInput({
  type,
  writing = plainWriting,
  ...props
}: InputProps & { readonly type: FieldType; readonly writing?: NumberWriting }): ReactNode {
  const { value, onChange, field, ctx, disabled = false, autoFocus = false, placeholder, onBlur } = props
  const [draft, setDraft] = useState<string>()
  const box = useRef<HTMLInputElement>(null)
  const typing = draft !== undefined
  // Before the next key arrives: what is typed then replaces the number, as in every grid.
  useLayoutEffect(() => {
    if (typing) box.current?.select()
  }, [typing])
  const context = pureContext(field, ctx)
  const rest = type.parse(value, context).ok ? type.format(value, context) : String(value ?? '')
  const change = (text: string): void => {
    setDraft(text)
    if (text.trim() === '') return onChange(null)
    const parsed = type.parse(writing.read(text), context)
    onChange(parsed.ok ? parsed.value : text)
  }
  return (
    <Input
      {...ariaOf(props)}
      {...statusOf(props.invalid)}
      className="m-number-input"
      inputMode="decimal"
      autoComplete="off"
      value={draft ?? rest}
      disabled={disabled}
      autoFocus={autoFocus}
      onFocus={(event) => {
        box.current = event.target
        setDraft(type.parse(value, context).ok ? writing.edit(value) : String(value ?? ''))
      }}
      onChange={(event) => change(event.target.value)}
      onBlur={() => {
        setDraft(undefined)
        onBlur?.()
      }}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  )
}
