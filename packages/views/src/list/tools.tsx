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
  onToggle,
  onReset,
  ctx,
}: {
  readonly fields: readonly FieldModel[]
  readonly shown: readonly string[]
  readonly onToggle: (key: string) => void
  /** Takes the view's own columns again; absent where they are shown. */
  readonly onReset: (() => void) | undefined
  readonly ctx: FaceContext
}): ReactNode {
  const t = useT(messages)
  const list = (
    <>
      <ul className="m-field-menu">
        {fields.map((field) => (
          <li key={field.key}>
            <Checkbox checked={shown.includes(field.key)} onChange={() => onToggle(field.key)}>
              {say(field.document.label, ctx.locale)}
            </Checkbox>
          </li>
        ))}
      </ul>
      {onReset === undefined ? null : (
        <button type="button" className="m-plain-link m-field-reset" onClick={onReset}>
          {t('resetColumns')}
        </button>
      )}
    </>
  )
  return (
    <Popover trigger="click" arrow={false} placement="bottomRight" content={list}>
      <span>
        <IconButton icon="columns-3" label={t('columns')} />
      </span>
    </Popover>
  )
}

function readKept<Value>(key: string, initial: Value): Value {
  try {
    const text = localStorage.getItem(`mortise.${key}`)
    return text === null ? initial : (JSON.parse(text) as Value)
  } catch {
    return initial
  }
}

/** A value kept in this browser: a person's taste, such as columns and row height. Follows its key. */
export function useKept<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const [kept, setKept] = useState(() => ({ key, value: readKept(key, initial) }))
  const now = kept.key === key ? kept : { key, value: readKept(key, initial) }
  if (now !== kept) setKept(now)
  const keep = useCallback(
    (value: Value) => {
      setKept({ key, value })
      try {
        localStorage.setItem(`mortise.${key}`, JSON.stringify(value))
      } catch {
        // A full or forbidden store only means that the taste is forgotten.
      }
    },
    [key],
  )
  return [now.value, keep]
}
