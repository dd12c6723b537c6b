import { useT } from '@mortise/ui'
import { type PointerEvent, type ReactNode, useRef } from 'react'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'

/** The right edge of a field: dragged, it sets how many of the 12 columns it takes. */
export function ResizeEdge({
  editor,
  pointer,
  span,
}: {
  readonly editor: FormEditor
  readonly pointer: string
  readonly span: number
}): ReactNode {
  const t = useT(messages)
  const start = useRef<{ readonly x: number; readonly span: number; readonly column: number } | undefined>(
    undefined,
  )
  const begin = (event: PointerEvent<HTMLElement>): void => {
    const list = event.currentTarget.closest('.d-nodes')
    if (list === null) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, span, column: list.getBoundingClientRect().width / 12 }
  }
  const move = (event: PointerEvent): void => {
    const from = start.current
    if (from === undefined) return
    const wanted = from.span + Math.round((event.clientX - from.x) / from.column)
    if (wanted !== span) editor.setSpan(pointer, wanted)
  }
  const end = (): void => {
    if (start.current !== undefined) editor.draft.seal()
    start.current = undefined
  }
  return (
    <i
      className="d-resize"
      title={t('dragEdge')}
      aria-hidden
      draggable={false}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onClick={(event) => event.stopPropagation()}
      onDragStart={(event) => event.preventDefault()}
    />
  )
}
