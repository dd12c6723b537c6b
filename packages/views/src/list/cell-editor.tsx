import { holdInputs } from '@mortise/fields/inputs'
import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Column } from './columns.ts'
import type { EditEnd, OpenEdit, RowActs } from './table-row.tsx'

// An input stands at once, with whatever shows it.
holdInputs()

type EditorProps = {
  readonly record: WireRecord
  readonly column: Column
  readonly ctx: FaceContext
  readonly edit: OpenEdit
  readonly acts: RowActs
}

/** What opens over the page for a control in a cell: a click there is no click outside. */
const floating =
  '.ant-select-dropdown, .ant-picker-dropdown, .ant-cascader-dropdown, .ant-popover, .ant-modal-root'

/** A cell being written, with the control of its field's own type. */
export function CellEditor({ record, column, ctx, edit, acts }: EditorProps): ReactNode {
  const { field } = column
  const [value, setValue] = useState<Json>(edit.draft ?? record[field.key] ?? null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const face = ctx.faces.find(field.type)
  const latest = useRef(value)
  latest.current = value
  const done = (end: EditEnd, next: Json = latest.current): void => acts.commit(record, column, next, end)
  const outside = useRef(done)
  outside.current = done
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      const target = event.target
      if (!(target instanceof Element) || box.current?.contains(target) === true) return
      if (target.closest(floating) === null) outside.current('stay')
    }
    document.addEventListener('pointerdown', press, true)
    return () => document.removeEventListener('pointerdown', press, true)
  }, [])
  if (face === undefined) return null
  const keys = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      acts.cancel()
    } else if (event.key === 'Tab') {
      event.preventDefault()
      done(event.shiftKey ? 'back' : 'next')
    } else if (event.key === 'Enter' && !event.defaultPrevented && !event.shiftKey) {
      event.preventDefault()
      done('down')
    }
  }
  return (
    <div className="m-cell-editor" ref={box} onKeyDown={keys} data-fault={edit.fault !== undefined}>
      <label className="m-visually-hidden" htmlFor={id}>
        {say(field.document.label, ctx.locale)}
      </label>
      <face.Input
        id={id}
        value={value}
        field={field.document}
        ctx={ctx}
        invalid={edit.fault !== undefined}
        describedBy={edit.fault === undefined ? undefined : `${id}-fault`}
        autoFocus
        onChange={(next) => {
          setValue(next)
          if (face.picks === true) done('stay', next)
        }}
      />
      {edit.fault === undefined ? null : (
        <span id={`${id}-fault`} className="m-cell-fault" role="alert">
          {edit.fault}
        </span>
      )}
    </div>
  )
}
