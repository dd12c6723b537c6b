import { type PointerEvent, useEffect, useRef, useState } from 'react'

/** How far a pointer has gone since it went down, and where it is now; in pixels. */
export type Dragged = { readonly dx: number; readonly dy: number; readonly x: number; readonly y: number }

/** A drag under way: what is dragged, and what comes of it if the pointer is let go now. */
export type Dragging<What, Result> = {
  readonly now: { readonly what: What; readonly result: Result } | undefined
  readonly start: (event: PointerEvent<HTMLElement>, what: What) => void
}

/** A pointer must go this far before a click becomes a drag. */
const threshold = 4

/**
 * Drags along a continuous axis by pointer (mouse, pen; a finger scrolls instead). `follow` says what a drag would do;
 * `drop` does it. Escape calls it off. A click that ends a drag is kept from doing anything else.
 */
export function useDragging<What, Result>({
  follow,
  drop,
}: {
  readonly follow: (what: What, dragged: Dragged) => Result
  readonly drop: (what: What, result: Result) => void
}): Dragging<What, Result> {
  const [now, setNow] = useState<{ what: What; result: Result }>()
  const latest = useRef({ follow, drop })
  latest.current = { follow, drop }
  const stop = useRef<() => void>(undefined)
  useEffect(() => () => stop.current?.(), [])
  const start = (event: PointerEvent<HTMLElement>, what: What): void => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    event.stopPropagation()
    const from = { x: event.clientX, y: event.clientY }
    let going = false
    let last: Result | undefined
    const move = (at: globalThis.PointerEvent): void => {
      const [dx, dy] = [at.clientX - from.x, at.clientY - from.y]
      if (!going && Math.hypot(dx, dy) < threshold) return
      if (!going) document.body.classList.add('m-dragging')
      going = true
      last = latest.current.follow(what, { dx, dy, x: at.clientX, y: at.clientY })
      setNow({ what, result: last })
    }
    const end = (done: boolean): void => {
      stop.current?.()
      setNow(undefined)
      if (!going) return
      // The click that follows belongs to the drag.
      const swallow = (click: Event): void => {
        click.stopPropagation()
        click.preventDefault()
      }
      addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => removeEventListener('click', swallow, { capture: true }), 0)
      if (done && last !== undefined) latest.current.drop(what, last)
    }
    const up = (): void => end(true)
    const key = (press: KeyboardEvent): void => {
      if (press.key === 'Escape') end(false)
    }
    stop.current = () => {
      document.body.classList.remove('m-dragging')
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', up)
      removeEventListener('keydown', key)
      stop.current = undefined
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', up)
    addEventListener('keydown', key)
  }
  return { now, start }
}
