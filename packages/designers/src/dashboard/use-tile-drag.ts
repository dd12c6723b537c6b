import type { WidgetDocument } from '@mortise/schema'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { arrange, type Box } from './layout.ts'

/** Pixels of one cell with the gap behind it. */
export type Unit = { readonly x: number; readonly y: number }

/** What a drag does to a tile. */
export type DragMode = 'move' | 'size'

type Going = {
  readonly id: string
  readonly mode: DragMode
  readonly from: { readonly x: number; readonly y: number }
  readonly box: Box
  readonly tiles: readonly WidgetDocument[]
}

const slack = 4
/** How long a finger rests on a tile before it takes it along, and how far it may slip meanwhile; else it scrolls. */
const holdMs = 280
const slip = 8

/** Begins once a finger has rested for a while. */
function afterRest(from: { readonly x: number; readonly y: number }, begin: () => void): void {
  const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
    if (Math.hypot(clientX - from.x, clientY - from.y) > slip) stop()
  }
  const stop = (): void => {
    clearTimeout(timer)
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', stop)
    removeEventListener('pointercancel', stop)
  }
  const timer = setTimeout(() => {
    stop()
    begin()
  }, holdMs)
  addEventListener('pointermove', move)
  addEventListener('pointerup', stop)
  addEventListener('pointercancel', stop)
}

/** Tiles as they are during a drag, snapped to the grid; handed over once when it ends, forgotten on Escape. */
export function useTileDrag({
  tiles,
  columns,
  unit,
  onEnd,
}: {
  readonly tiles: readonly WidgetDocument[]
  readonly columns: number
  readonly unit: Unit
  readonly onEnd: (id: string, tiles: readonly WidgetDocument[], mode: DragMode) => void
}): {
  readonly live: readonly WidgetDocument[] | undefined
  readonly dragged: string | undefined
  readonly start: (event: PointerEvent, id: string, mode: DragMode) => void
} {
  const [going, setGoing] = useState<Going>()
  const [live, setLive] = useState<readonly WidgetDocument[]>()
  const latest = useRef({ live, onEnd, unit, columns, going })
  latest.current = { live, onEnd, unit, columns, going }
  // A browser asks when a finger comes down whether somebody may keep it from scrolling; later is too late.
  useEffect(() => {
    const keep = (event: TouchEvent): void => {
      if (latest.current.going !== undefined && event.cancelable) event.preventDefault()
    }
    addEventListener('touchmove', keep, { passive: false })
    return () => removeEventListener('touchmove', keep)
  }, [])
  useEffect(() => {
    if (going === undefined) return undefined
    const move = (event: globalThis.PointerEvent): void => {
      const { unit: cell, columns: n, live: now } = latest.current
      const [dx, dy] = [event.clientX - going.from.x, event.clientY - going.from.y]
      if (now === undefined && Math.hypot(dx, dy) < slack) return
      const [x, y] = [Math.round(dx / cell.x), Math.round(dy / cell.y)]
      const { box } = going
      const want =
        going.mode === 'move'
          ? { x: box.x + x, y: box.y + y }
          : { w: Math.min(box.w + x, n - box.x), h: box.h + y }
      setLive(arrange(going.tiles, going.id, { want, columns: n }))
    }
    const stop = (): void => {
      setGoing(undefined)
      setLive(undefined)
    }
    const end = (): void => {
      const { live: now, onEnd: tell } = latest.current
      if (now !== undefined) tell(going.id, now, going.mode)
      stop()
    }
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') stop()
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', stop)
    addEventListener('keydown', key)
    return () => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', stop)
      removeEventListener('keydown', key)
    }
  }, [going])
  return {
    live,
    // Once it is taken it looks so, before it moves: a finger has nothing else to go by.
    dragged: going?.mode === 'move' || live !== undefined ? going?.id : undefined,
    start: (event, id, mode) => {
      const box = tiles.find((one) => one.id === id)
      if (box === undefined || event.button !== 0) return
      const from = { x: event.clientX, y: event.clientY }
      const begin = (): void => setGoing({ id, mode, from, box, tiles })
      if (event.pointerType === 'touch' && mode === 'move') afterRest(from, begin)
      else begin()
    },
  }
}
