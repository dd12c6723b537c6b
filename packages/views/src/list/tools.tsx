import { say } from '@mortise/errors'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import { Checkbox, Popover } from 'antd'
import { type ReactNode, useCallback, useState } from 'react'
import { messages } from './messages.ts'

/** Chooses the columns of a list. */
export function ColumnChooser({
  fields,
  shown,
  onChange,
  ctx,
}: {
  readonly fields: readonly FieldModel[]
  readonly shown: readonly string[]
  readonly onChange: (keys: readonly string[]) => void
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const toggle = (key: string): void =>
    onChange(shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key])
  const list = (
    <ul className="m-field-menu">
      {fields.map((field) => (
        <li key={field.key}>
          <Checkbox checked={shown.includes(field.key)} onChange={() => toggle(field.key)}>
            {say(field.document.label, ctx.locale)}
          </Checkbox>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover trigger="click" arrow={false} placement="bottomRight" content={list}>
      <span>
        <IconButton icon="columns-3" label={t('columns')} />
      </span>
    </Popover>
  )
}

/** A value kept in this browser: a person's taste, such as columns and row height. */
export function useKept<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    try {
      const text = localStorage.getItem(`mortise.${key}`)
      return text === null ? initial : (JSON.parse(text) as Value)
    } catch {
      return initial
    }
  })
  const keep = useCallback(
    (next: Value) => {
      setValue(next)
      try {
        localStorage.setItem(`mortise.${key}`, JSON.stringify(next))
      } catch {
        // A full or forbidden store only means that the taste is forgotten.
      }
    },
    [key],
  )
  return [value, keep]
}
