import type { PreviewStep } from '@mortise/flows'
import { useT } from '@mortise/ui'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useDropContainer } from '../kit/dnd.tsx'
import type { Place as DropPlace } from '../kit/hit-test.ts'
import { CanvasProvider, type CanvasView, type Wrong } from './canvas-context.tsx'
import type { Line } from './commands.ts'
import { Cards } from './flow-cards.tsx'
import { edgeOf } from './graph.ts'
import { messages } from './messages.ts'
import { lineAt, type Outline, placesOf } from './outline.ts'
import { useOutcomeName } from './outcome-name.ts'
import type { FlowEditor } from './use-flow-editor.ts'
import { walkCards } from './walk.ts'

/** What is dragged over a flow. */
export type FlowPayload = { readonly add: string } | { readonly move: string }

const drags = ['flow-palette', 'flow-node'] as const

/** The line at a place of a sequence; the line after a block is the one below where its branches meet. */
function lineOf(outline: Outline, { list, index }: Pick<DropPlace, 'list' | 'index'>): Line {
  for (const place of placesOf(outline).values())
    if (place.list === list)
      return lineAt(place.cards, Math.max(index, place.branch === undefined ? 1 : 0), place.branch)
  return list === 'main' ? [] : [list]
}

/** The flow as a vertical line of cards on paper. */
export function FlowCanvas({
  editor,
  zoom,
  wrong,
  way,
  folded,
  fold,
}: {
  readonly editor: FlowEditor
  readonly zoom: number
  readonly wrong: Wrong
  readonly way: ReadonlyMap<string, PreviewStep> | undefined
  readonly folded: ReadonlySet<string>
  readonly fold: (gate: string) => void
}): ReactNode {
  const { outline } = editor
  const canvas = useRef<HTMLDivElement>(null)
  const { ref, place } = useDropContainer<FlowPayload>(drags, {
    canDrop: (_, where) => lineOf(outline, where).length > 0,
    onDrop: (payload, where) => {
      const line = lineOf(outline, where)
      if ('add' in payload) editor.insert(line, payload.add)
      else editor.move(payload.move, line)
    },
  })
  // The start stands in the middle when the flow opens, however wide it is.
  useEffect(() => {
    canvas.current?.querySelector('[data-walk]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [])
  const aimed = place === undefined ? undefined : lineOf(outline, place)[0]
  const view = useMemo(
    (): CanvasView => ({ editor, wrong, way, folded, fold, aimed }),
    [editor, wrong, way, folded, fold, aimed],
  )
  return (
    <CanvasProvider value={view}>
      <div className="d-canvas-scroll f-scroll" ref={ref} onClick={() => editor.select(undefined)}>
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
          <Cards list="main" cards={outline.main} branch={undefined} />
          {outline.lanes.map(({ head, cards }) => (
            <section key={head} className="f-lane">
              <LaneTitle head={head} editor={editor} />
              <Cards list={head} cards={cards} branch={undefined} />
            </section>
          ))}
        </div>
      </div>
    </CanvasProvider>
  )
}

/** Says which steps lead to a lane. */
function LaneTitle({ head, editor }: { readonly head: string; readonly editor: FlowEditor }): ReactNode {
  const t = useT(messages)
  const outcomeName = useOutcomeName(editor)
  const from = editor.outline.jumps.filter((edge) => edge.target === head)
  const names = from.map(
    (edge) => `${editor.nameOf(edge.source)} ${outcomeName(edgeOf(editor.flow, edge.id) ?? edge)}`,
  )
  return <h3 className="f-lane-title">{names.length === 0 ? t('laneLost') : names.join('、')}</h3>
}
