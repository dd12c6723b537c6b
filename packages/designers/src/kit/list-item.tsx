import { useNarrow } from '@mortise/ui'
import { type ReactNode, useEffect, useRef } from 'react'
import { useDragSource } from './dnd.tsx'
import { handleKey, type KeyMap } from './keyboard.ts'
import { type SpotPointer, spotOf } from './spot.ts'

type ListItemProps = {
  readonly className: string
  /** Name of the drag, which the canvas accepts. */
  readonly kind: string
  readonly pointer: SpotPointer
  /** Said to who can't see it. */
  readonly label: string
  /** Where the keys come in while nothing is selected. */
  readonly first: boolean
  readonly editor: {
    readonly selected: SpotPointer | undefined
    readonly select: (pointer: SpotPointer) => void
    readonly lifted: SpotPointer | undefined
    readonly keys: (pointer: SpotPointer) => KeyMap
  }
  /** What it is, for styles and tests. */
  readonly type?: string
  readonly children: ReactNode
}

/** One thing in a list of a canvas: dragged by the mouse, selected by a click or the focus, worked by keys. */
export function ListItem(props: ListItemProps): ReactNode {
  const { className, kind, pointer, label, first, editor, type, children } = props
  const { ref, dragging } = useDragSource(kind, { move: pointer })
  const element = useRef<HTMLDivElement | null>(null)
  const narrow = useNarrow()
  const selected = editor.selected === pointer
  useEffect(() => {
    const isBusy = document.activeElement?.closest('.d-panel, .d-palette, .ant-modal') ?? null
    if (selected && isBusy === null) element.current?.focus({ preventScroll: false })
  }, [selected])
  return (
    <div
      ref={(one) => {
        element.current = one
        ref(one)
      }}
      className={className}
      data-index={spotOf(pointer).index}
      data-type={type}
      data-selected={selected}
      data-lifted={editor.lifted === pointer}
      data-dragging={dragging}
      role="group"
      aria-label={label}
      aria-current={selected}
      tabIndex={selected || (editor.selected === undefined && first) ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        editor.select(pointer)
      }}
      onFocus={(event) => {
        // On a phone what is selected covers the canvas, and the focus comes back here when that is closed.
        if (event.target === event.currentTarget && !selected && !narrow) editor.select(pointer)
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey({ Enter: () => editor.select(pointer), ...editor.keys(pointer) }, event)
      }}
    >
      {children}
    </div>
  )
}
