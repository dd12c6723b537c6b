import { useT } from '@mortise/ui'
import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type RefCallback,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import { handleKey } from '../kit/keyboard.ts'
import type { CanvasLook } from './canvas-look.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'
import type { SelectHow } from './selection.ts'

function howOf(event: MouseEvent): SelectHow {
  if (event.shiftKey) return 'range'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only'
}

/** Something on the canvas that can be selected, dragged and worked by keys: a node, or a column of a sub-table. */
export function CanvasElement({
  className,
  editor,
  look,
  pointer,
  index,
  dragRef,
  dragging,
  type,
  style,
  children,
}: {
  readonly className: string
  readonly editor: FormEditor
  readonly look: CanvasLook
  readonly pointer: string
  readonly index: number
  readonly dragRef: RefCallback<HTMLElement>
  readonly dragging: boolean
  readonly type: string
  readonly style?: CSSProperties
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const element = useRef<HTMLDivElement | null>(null)
  const ref = useCallback<RefCallback<HTMLDivElement>>(
    (one) => {
      element.current = one
      dragRef(one)
    },
    [dragRef],
  )
  const main = look.selected === pointer
  const selected = main || look.selection.includes(pointer)
  const name = look.nameOf(pointer)
  useEffect(() => {
    // Keys act on the element that has the focus: it follows the selection, unless a box is being written in.
    const busy =
      document.activeElement?.closest(
        '.d-panel, .d-palette, .d-outline, .d-formula-place, .ant-modal, .ant-drawer',
      ) ?? null
    if (main && busy === null) element.current?.focus({ preventScroll: false })
  }, [main])
  return (
    <div
      ref={ref}
      className={className}
      data-index={index}
      data-type={type}
      data-pointer={pointer}
      data-selected={selected}
      data-main={main}
      data-lifted={look.lifted === pointer}
      data-dragging={dragging}
      style={style}
      role="group"
      aria-label={t('select', { name })}
      aria-current={selected}
      tabIndex={main || (look.selected === undefined && pointer === '/nodes/0') ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        editor.select(pointer, howOf(event))
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !selected) editor.select(pointer)
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleKey(editor.keys(), event)
      }}
    >
      {children}
    </div>
  )
}
