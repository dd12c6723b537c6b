import type { PointerEvent as ReactPointerEvent } from 'react'

/** Pixels a pointer moves before it drags: less is a click. */
const slack = 3

/** The click that ends a drag is none: it would select what lies below. */
function withoutClick(): void {
  const stop = (event: MouseEvent): void => event.stopPropagation()
  addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => removeEventListener('click', stop, true))
}

/**
 * Follows the pointer from a press until it is let go, wherever it goes. `onMove` hears how many pixels it went, `onEnd`
 * whether it was a drag that counts: Escape calls it off.
 */
export function followPointer(
  event: ReactPointerEvent<HTMLElement>,
  given: {
    readonly onMove: (by: { readonly x: number; readonly y: number }, now: PointerEvent) => void
    readonly onEnd: (dragged: boolean) => void
  },
): void {
  if (event.button !== 0) return
  event.preventDefault()
  event.stopPropagation()
  const from = { x: event.clientX, y: event.clientY }
  let dragged = false
  const move = (now: PointerEvent): void => {
    const by = { x: now.clientX - from.x, y: now.clientY - from.y }
    dragged ||= Math.abs(by.x) + Math.abs(by.y) > slack
    if (dragged) given.onMove(by, now)
  }
  const end = (counts: boolean): void => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', key, true)
    if (dragged) withoutClick()
    given.onEnd(counts && dragged)
  }
  const up = (): void => end(true)
  const cancel = (): void => end(false)
  const key = (pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Escape') return
    pressed.stopPropagation()
    end(false)
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  addEventListener('pointercancel', cancel)
  addEventListener('keydown', key, true)
}
