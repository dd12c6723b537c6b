import type { PreviewStep } from '@mortise/flows'
import { useNarrow } from '@mortise/ui'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { useDropContainer } from '../kit/dnd.tsx'
import type { Place as DropPlace } from '../kit/hit-test.ts'
import { CanvasProvider, type CanvasView, type Wrong } from './canvas-context.tsx'
import type { Line } from './commands.ts'
import { RoomCards } from './flow-cards.tsx'
import { lineAt, lineInto, type Outline, placesOf, roomList } from './outline.ts'
import { MiniMap } from './mini-map.tsx'
import type { Trace } from './trial/trace.ts'
import type { FlowEditor } from './use-flow-editor.ts'
import { walkCards } from './walk.ts'

/** What is dragged over a flow. */
export type FlowPayload = { readonly add: string } | { readonly move: string }

const drags = ['flow-palette', 'flow-node'] as const

/** The line at a place of a sequence; the line after a block is the one below where its branches meet. */
function lineOf(outline: Outline, { list, index }: Pick<DropPlace, 'list' | 'index'>): Line {
  for (const place of placesOf(outline).values())
    if (place.list === list) {
      const begins = place.branch !== undefined || (place.room !== undefined && list === roomList(place.room))
      return lineAt(place.cards, Math.max(index, begins ? 0 : 1), place)
    }
  const empty = [...outline.rooms.keys()].find((room) => roomList(room) === list)
  if (empty !== undefined) return lineInto(empty)
  return list === 'main' ? [] : [list]
}

/** The flow as a vertical line of cards on paper. */
export function FlowCanvas({
  editor,
  zoom,
  wrong,
  way,
  trace,
  folded,
  fold,
}: {
  readonly editor: FlowEditor
  readonly zoom: number
  readonly wrong: Wrong
  readonly way: ReadonlyMap<string, PreviewStep> | undefined
  readonly trace: Trace | undefined
  readonly folded: ReadonlySet<string>
  readonly fold: (gate: string) => void
}): ReactNode {
  const { outline } = editor
  const narrow = useNarrow()
  const canvas = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLElement | null>(null)
  const { ref, place } = useDropContainer<FlowPayload>(drags, {
    canDrop: (_, where) => lineOf(outline, where).length > 0,
    onDrop: (payload, where) => {
      const line = lineOf(outline, where)
      if ('add' in payload) editor.insert(line, payload.add)
      else editor.move(payload.move, line)
    },
  })
  const both = useCallback(
    (element: HTMLDivElement | null) => {
      scroll.current = element
      ref(element)
    },
    [ref],
  )
  // The start stands in the middle when the flow opens, however wide it is.
  useEffect(() => {
    canvas.current?.querySelector('[data-walk]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [])
  // Where a simulated run stands is kept in sight.
  useEffect(() => {
    canvas.current
      ?.querySelector('[data-trace="now"]')
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }, [trace])
  const aimed = place === undefined ? undefined : lineOf(outline, place)[0]
  const view = useMemo(
    (): CanvasView => ({ editor, wrong, way, trace, folded, fold, aimed }),
    [editor, wrong, way, trace, folded, fold, aimed],
  )
  return (
    <CanvasProvider value={view}>
      <div className="d-canvas-scroll f-scroll" ref={both} onClick={() => editor.select(undefined)}>
        <div
          className="f-flow"
          ref={canvas}
          style={{ zoom }}
          data-preview={way !== undefined}
          onKeyDown={(event) => {
            const from = event.target
            if (
              event.altKey ||
              event.defaultPrevented ||
              !(from instanceof HTMLElement) ||
              canvas.current === null
            )
              return
            if (from.dataset['walk'] !== undefined && walkCards(event.key, from, canvas.current))
              event.preventDefault()
          }}
        >
          <RoomCards list="main" room={outline} inside={undefined} />
        </div>
      </div>
      {narrow ? null : <MiniMap scroll={scroll} drawn={view} />}
    </CanvasProvider>
  )
}
