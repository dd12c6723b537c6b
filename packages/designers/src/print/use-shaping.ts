import type { LaidBlock, PrintLayout } from '@mortise/prints'
import { type PointerEvent, useState } from 'react'
import { blockAt } from './commands.ts'
import type { Ghost } from './page-sheet.tsx'
import { followPointer } from './pointer-drag.ts'
import { heldBox, shapedSettings } from './sizing.ts'
import { type Grip, type MmBox, snapped, type SnapLines } from './snap.ts'
import type { Guide } from './rulers.tsx'
import type { PrintEditor } from './use-print-editor.ts'

/** Pixels within which edges stick to lines. */
export const reach = 6

/** What edges stick to on a page: its margins and middle, guides, and the edges of what else stands there, columns too. */
export function linesOf(layout: PrintLayout, moved: LaidBlock, guides: readonly Guide[]): SnapLines {
  const page = layout.pages[moved.page]
  const [left = 0, top = 0, right = 0, bottom = 0] = page?.margins ?? []
  const { width = 0, height = 0 } = page ?? {}
  const others = layout.blocks
    .filter((one) => one.page === moved.page && one.at !== moved.at)
    .map((one) => ({ columns: [], ...one, ...one.drawn }))
  return {
    x: [
      left,
      width / 2,
      width - right,
      ...guides.filter(({ axis }) => axis === 'x').map(({ at }) => at),
      ...others.flatMap((one) => [one.x, one.x + one.width, ...one.columns]),
    ],
    y: [
      top,
      height / 2,
      height - bottom,
      ...guides.filter(({ axis }) => axis === 'y').map(({ at }) => at),
      ...others.flatMap((one) => [one.y, one.y + one.height]),
    ],
  }
}

/** Moves and sizes blocks by hand. */
export type Shaping = {
  readonly ghost: Ghost | undefined
  readonly grab: (event: PointerEvent<HTMLElement>, box: LaidBlock, grip?: Grip) => void
  readonly nudge: (box: LaidBlock, by: { readonly x: number; readonly y: number }) => void
}

/** What happens while something is taken hold of on the pages; the template changes once, when it is let go. */
export function useShaping(
  editor: PrintEditor,
  given: {
    readonly layout: PrintLayout | undefined
    readonly scale: number
    readonly guides: readonly Guide[]
  },
): Shaping {
  const { layout, scale, guides } = given
  const [ghost, setGhost] = useState<Ghost>()
  const put = (box: LaidBlock, from: MmBox, to: MmBox, merge?: string): void => {
    const block = blockAt(editor.print, box.at)
    const handles = editor.handlesOf(box.at)
    if (block === undefined || handles === undefined) return
    editor.shape(box.at, shapedSettings(block, handles, { from, to }), merge)
  }
  return {
    ghost,
    grab: (event, box, grip) => {
      if (layout === undefined) return
      const from = heldBox(box, editor.handlesOf(box.at))
      const lines = linesOf(layout, box, guides)
      let to = from
      editor.select([box.at])
      event.currentTarget.focus()
      followPointer(event, {
        onMove: (by, now) => {
          // With Alt held nothing sticks.
          const given = {
            lines,
            reach: now.altKey ? 0 : reach / scale,
            ...(grip === undefined ? {} : { grip }),
          }
          const next = snapped(from, { x: by.x / scale, y: by.y / scale }, given)
          to = next.box
          setGhost({ page: box.page, box: next.box, stuck: next.stuck })
        },
        onEnd: (dragged) => {
          setGhost(undefined)
          if (dragged) put(box, from, to)
        },
      })
    },
    nudge: (box, by) => {
      const from = heldBox(box, editor.handlesOf(box.at))
      put(box, from, { ...from, x: from.x + by.x, y: from.y + by.y }, `nudge ${box.at}`)
    },
  }
}
