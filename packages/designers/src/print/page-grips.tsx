import type { LaidBlock, LaidPage, PrintLayout } from '@mortise/prints'
import { useT } from '@mortise/ui'
import { type MouseEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { blockAt } from './commands.ts'
import { messages } from './messages.ts'
import { followPointer } from './pointer-drag.ts'
import { columnsDragged, gripsOf, heldBox } from './sizing.ts'
import type { Guide } from './rulers.tsx'
import { edgeSnapped, type Grip } from './snap.ts'
import { linesOf, reach } from './use-shaping.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** A click that moves nothing leaves selected what it is about. */
const keepSelected = (event: MouseEvent<HTMLElement>): void => event.stopPropagation()

/** The handles at the sides of a selected block that can be sized. */
export function SizeGrips({
  editor,
  box,
  scale,
  onSize,
}: {
  readonly editor: PrintEditor
  readonly box: LaidBlock
  readonly scale: number
  readonly onSize: (event: PointerEvent<HTMLElement>, box: LaidBlock, grip: Grip) => void
}): ReactNode {
  const handles = editor.handlesOf(box.at)
  const held = heldBox(box, handles)
  return gripsOf(handles).map((grip, index) => (
    <i
      key={index}
      className="d-size-grip"
      aria-hidden
      data-grip={grip.right && grip.bottom ? 'corner' : grip.right ? 'right' : 'bottom'}
      style={{
        left: (held.x + (grip.right ? held.width : held.width / 2)) * scale,
        top: (held.y + (grip.bottom ? held.height : held.height / 2)) * scale,
      }}
      onClick={keepSelected}
      onPointerDown={(event) => onSize(event, box, grip)}
    />
  ))
}

/** A column while its edge is pulled; pages may be laid out anew meanwhile. */
type Pulled = { readonly left: number; readonly width: number; readonly line: number | undefined }

/** The edges between the columns of a selected table: dragged, they set widths, and stick to what else stands on the page. */
export function ColumnEdges({
  editor,
  box,
  scale,
  layout,
  guides,
}: {
  readonly editor: PrintEditor
  readonly box: LaidBlock
  readonly scale: number
  readonly layout: PrintLayout
  readonly guides: readonly Guide[]
}): ReactNode {
  const t = useT(messages)
  const [pulled, setPulled] = useState<Pulled>()
  const list = editor.handlesOf(box.at)?.columns
  const columns = list === undefined ? undefined : blockAt(editor.print, box.at)?.[list]
  const edges = box.columns
  if (list === undefined || edges === undefined || !Array.isArray(columns)) return null
  const drawn = box.drawn ?? box
  const before = columns as readonly { readonly [key: string]: unknown }[]
  const wide = (column: number): number => (edges[column + 1] ?? 0) - (edges[column] ?? 0)
  return (
    <>
      {edges.slice(1, -1).map((edge, index) => (
        <i
          key={index}
          className="d-column-edge"
          aria-hidden
          title={t('columnEdge')}
          style={{ left: edge * scale, top: drawn.y * scale, height: drawn.height * scale }}
          onClick={keepSelected}
          onPointerDown={(event) =>
            followPointer(event, {
              onMove: (by, now) => {
                // With Alt held nothing sticks.
                const far = edgeSnapped(edge, by.x / scale, {
                  lines: linesOf(layout, box, guides).x,
                  reach: now.altKey ? 0 : reach / scale,
                  size: wide(index),
                })
                setPulled({ left: edges[index] ?? 0, width: wide(index) + far.by, line: far.line })
                editor.shape(
                  box.at,
                  { [list]: columnsDragged(before, index, { by: far.by, edges }) },
                  `columns ${box.at}`,
                )
              },
              onEnd: (dragged) => {
                setPulled(undefined)
                if (dragged) editor.draft.seal()
                else editor.draft.drop(`columns ${box.at}`)
              },
            })
          }
        />
      ))}
      {pulled?.line === undefined ? null : (
        <i className="d-snap" data-axis="x" style={{ left: pulled.line * scale }} />
      )}
      {pulled === undefined ? null : (
        <i
          className="d-ghost"
          style={{
            left: pulled.left * scale,
            top: drawn.y * scale,
            width: Math.max(1, pulled.width * scale),
            height: drawn.height * scale,
          }}
        >
          <b>{`${pulled.width.toFixed(1)} mm`}</b>
        </i>
      )}
    </>
  )
}

const sides = ['left', 'top', 'right', 'bottom'] as const

/** The margins of a page; each can be dragged. */
export function MarginLines({
  page,
  scale,
  onMargin,
}: {
  readonly page: LaidPage
  readonly scale: number
  /** Told how many millimetres a side became wider; `ended` when it is let go. */
  readonly onMargin: (side: 0 | 1 | 2 | 3, by: number, ended: boolean) => void
}): ReactNode {
  const t = useT(messages)
  const [left, top, right, bottom] = page.margins
  const places = [
    { left: left * scale },
    { top: top * scale },
    { left: (page.width - right) * scale },
    { top: (page.height - bottom) * scale },
  ]
  return sides.map((side, index) => (
    <i
      key={side}
      className="d-margin"
      aria-hidden
      data-side={side}
      title={t('marginSide')}
      style={places[index]}
      onPointerDown={(event) => {
        let last = 0
        const across = side === 'left' || side === 'right'
        const inward = side === 'left' || side === 'top' ? 1 : -1
        const tell = (ended: boolean): void => onMargin(index as 0, last, ended)
        followPointer(event, {
          onMove: (by) => {
            last = (inward * (across ? by.x : by.y)) / scale
            tell(false)
          },
          onEnd: (dragged) => {
            if (!dragged) last = 0
            tell(true)
          },
        })
      }}
    />
  ))
}
