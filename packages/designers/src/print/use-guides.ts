import type { PointerEvent } from 'react'
import { useState } from 'react'
import { followPointer } from './pointer-drag.ts'
import type { Guide } from './rulers.tsx'

/** The guides of a template, on every page; they last as long as its designer is open. */
export type Guides = {
  readonly all: readonly Guide[]
  /** Pulls a new one out of a ruler. `size` is how long the page is that way, in millimetres. */
  readonly pull: (event: PointerEvent<HTMLElement>, axis: Guide['axis'], given: Pulled) => void
  readonly move: (
    index: number,
    at: number,
    given: { readonly size: number; readonly ended: boolean },
  ) => void
}

type Pulled = { readonly scale: number; readonly size: number }

const tenth = (at: number): number => Math.round(at * 10) / 10

/** Keeps the guides. */
export function useGuides(): Guides {
  const [all, setAll] = useState<readonly Guide[]>([])
  const inside = (at: number, size: number): boolean => at > 0 && at < size
  return {
    all,
    pull: (event, axis, { scale, size }) => {
      const page = event.currentTarget.parentElement?.querySelector('.d-print-page')?.getBoundingClientRect()
      const before = all
      const place = (now: { readonly clientX: number; readonly clientY: number }): number =>
        tenth((axis === 'x' ? now.clientX - (page?.left ?? 0) : now.clientY - (page?.top ?? 0)) / scale)
      followPointer(event, {
        onMove: (_, now) => {
          const at = place(now)
          setAll(inside(at, size) ? [...before, { axis, at }] : before)
        },
        onEnd: (dragged) => {
          if (!dragged) setAll(before)
        },
      })
    },
    move: (index, at, { size, ended }) =>
      setAll((now) =>
        ended && !inside(at, size)
          ? now.toSpliced(index, 1)
          : now.map((one, place) => (place === index ? { ...one, at: tenth(at) } : one)),
      ),
  }
}
