import type { LaidBlock } from '@mortise/prints'
import { useT } from '@mortise/ui'
import { type PointerEvent, type ReactNode, useState } from 'react'
import { useAnnounce } from '../kit/announce.tsx'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useBlockWords } from '../blocks/use-block-words.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { blockAt, spotOf } from './commands.ts'
import { messages } from './messages.ts'
import { heldBox } from './sizing.ts'
import type { TableCells } from './use-cells.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** The least height of what can be clicked, in pixels. */
const leastHeight = 9
/** How far the arrow keys move what floats, in millimetres. */
const nudge = 1

/** A block as it lies on a page: it is selected here, dragged and worked with keys. */
export function BlockBox(props: {
  readonly editor: PrintEditor
  readonly box: LaidBlock
  /** Pixels of a millimetre. */
  readonly scale: number
  /** The first piece of it; only that one is reached by keys. */
  readonly first: boolean
  readonly lifted: boolean
  readonly onLift: (at: string | undefined) => void
  readonly onStep: PrintEditor['step']
  readonly onWrite: (at: string) => void
  /** Its cells, where it is a table and the one block that is selected. */
  readonly table: TableCells
  /** Moves something that floats by the pointer, and by so many millimetres. */
  readonly onGrab: (event: PointerEvent<HTMLElement>, box: LaidBlock) => void
  readonly onNudge: (box: LaidBlock, by: { readonly x: number; readonly y: number }) => void
}): ReactNode {
  const { editor, box, scale, first, lifted } = props
  const { at } = box
  const t = useT(messages)
  const announce = useAnnounce()
  const { kit } = useWorkbench()
  const block = blockAt(editor.print, at)
  const on = editor.selected.includes(at)
  const name = editor.nameAt(at)
  const floats = editor.handlesOf(at)?.x !== undefined
  const [payload, setPayload] = useState({ at })
  if (payload.at !== at) setPayload({ at })
  const { ref, dragging } = useDragSource('print-block', payload, { enabled: !floats, label: name })
  const words = useBlockWords(kit.blocks, editor.print.entity, block)
  if (block === undefined) return null
  const merge = `lift ${spotOf(at).list}`
  const drop = (): void => {
    props.onLift(undefined)
    editor.draft.seal()
    const { list, index } = spotOf(at)
    const part = t((list.split('/')[1] ?? 'body') as 'body')
    announce(t('putDown', { name, part, n: index + 1 }))
  }
  const arrow = (x: number, y: number, fine: boolean): void => {
    const far = fine ? nudge / 10 : nudge
    if (floats) return props.onNudge(box, { x: x * far, y: y * far })
    if (lifted && y !== 0) return props.onStep(at, y > 0 ? 1 : -1, merge)
    neighbour(at, x + y > 0 ? 1 : -1)
  }
  const held = floats ? heldBox(box, editor.handlesOf(at)) : box
  return (
    <div
      ref={ref}
      className="d-block"
      role="button"
      aria-label={words === name || words === '' ? name : `${name}：${words}`}
      aria-pressed={on}
      data-at={at}
      data-deep={spotOf(at).list.split('/').length > 2}
      data-selected={on}
      data-lifted={lifted}
      data-dragging={dragging}
      data-floats={floats}
      tabIndex={first ? 0 : -1}
      style={{
        left: held.x * scale,
        top: held.y * scale,
        width: held.width * scale,
        height: Math.max(held.height * scale, leastHeight),
      }}
      onPointerDown={(event) => {
        if (floats && !event.shiftKey) props.onGrab(event, box)
      }}
      onClick={(event) => {
        event.stopPropagation()
        if (on && props.table.click(event, box)) return
        if (event.shiftKey || event.ctrlKey || event.metaKey) editor.toggle(at)
        else editor.select([at])
      }}
      onDoubleClick={() => props.onWrite(at)}
      onKeyDown={(event) =>
        handleKey(
          {
            Enter: () => (lifted ? drop() : on ? props.onWrite(at) : editor.select([at])),
            Space: () => {
              if (floats) return editor.select([at])
              if (lifted) return drop()
              editor.select([at])
              props.onLift(at)
              announce(t('pickedUp', { name }))
            },
            Escape: () => {
              if (!lifted) return editor.select([])
              editor.draft.drop(merge)
              props.onLift(undefined)
              announce(t('calledOff'))
            },
            ArrowUp: () => arrow(0, -1, false),
            ArrowDown: () => arrow(0, 1, false),
            ArrowLeft: () => arrow(-1, 0, false),
            ArrowRight: () => arrow(1, 0, false),
            'Shift+ArrowUp': () => arrow(0, -1, true),
            'Shift+ArrowDown': () => arrow(0, 1, true),
            'Shift+ArrowLeft': () => arrow(-1, 0, true),
            'Shift+ArrowRight': () => arrow(1, 0, true),
            'Alt+ArrowUp': () => props.onStep(at, -1),
            'Alt+ArrowDown': () => props.onStep(at, 1),
            'Ctrl+D': () => editor.copy(on ? editor.selected : [at]),
            Delete: () => editor.remove(on ? editor.selected : [at]),
            Backspace: () => editor.remove(on ? editor.selected : [at]),
            ...props.table.keys(at),
          },
          event,
        )
      }
    />
  )
}

/** Goes on to the block before or behind, in the order they are drawn. */
function neighbour(at: string, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('.d-block[tabindex="0"]')]
  const here = all.findIndex((one) => one.dataset['at'] === at)
  all[here + by]?.focus()
}
