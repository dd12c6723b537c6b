import { holdInputs } from '@mortise/fields/inputs'
import type { FaultCell } from '@mortise/client'
import type { Json } from '@mortise/expressions'
import type { FaceContext } from '@mortise/fields/react'
import type { FieldModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { picksValue, textOf, valueIn, wordsOf } from './fault-value.ts'
import { messages } from './messages.ts'

// An input stands at once, with whatever shows it.
holdInputs()

/** What a person made of a cell. */
export type Said = { readonly words: string; readonly shown?: string }

type EditorProps = {
  readonly cell: FaultCell
  /** The field that the column goes into. */
  readonly field: FieldModel | undefined
  readonly ctx: FaceContext
  readonly busy: boolean
  /** How many other cells of the column say the same. */
  readonly equals: number
  readonly onSave: (said: Said, all: boolean) => void
  readonly onClose: () => void
}

/** A cell being corrected: with the control of its field where there is something to choose, else as text. */
export function FaultEditor({ cell, field, ctx, busy, equals, onSave, onClose }: EditorProps): ReactNode {
  const t = useT(messages)
  const face = field === undefined ? undefined : ctx.faces.find(field.type)
  const picks = field !== undefined && face !== undefined && picksValue(field, ctx)
  const [words, setWords] = useState(wordsOf(cell))
  const [value, setValue] = useState<Json>(() => (picks ? valueIn(wordsOf(cell), field, ctx) : null))
  const box = useRef<HTMLDivElement>(null)
  const said = (of: Json = value): Said => (picks ? textOf(of, field, ctx) : { words })
  const keys = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Enter' && !event.defaultPrevented && !event.shiftKey && !picks) {
      event.preventDefault()
      onSave(said(), event.ctrlKey || event.metaKey)
    }
  }
  const label = t('newValue', { column: cell.column, line: cell.line })
  return (
    <div className="m-fault-editor" ref={box} onKeyDown={keys} role="group" aria-label={label}>
      {picks && face !== undefined ? (
        <face.Input
          id={`fault-${cell.index}`}
          value={value}
          field={field.document}
          ctx={ctx}
          autoFocus
          onChange={setValue}
          placeholder={cell.original.slice(0, 60)}
        />
      ) : (
        <Input.TextArea
          aria-label={label}
          autoFocus
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className="m-row m-fault-acts">
        <Button size="small" type="primary" loading={busy} onClick={() => onSave(said(), false)}>
          {t('saveFix')}
        </Button>
        {equals === 0 ? null : (
          <Button size="small" disabled={busy} onClick={() => onSave(said(), true)}>
            {t('saveAll', { n: equals + 1 })}
          </Button>
        )}
        <Button size="small" type="text" onClick={onClose}>
          {t('closeFix')}
        </Button>
      </div>
    </div>
  )
}
