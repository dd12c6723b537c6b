import { type RefCallback, useCallback, useRef } from 'react'
import { useDrop } from 'react-dnd'

/** Where the pointer is, in pixels from the corner of the area's content. */
export type AreaPoint = { readonly x: number; readonly y: number }

/**
 * A place where things land at a point and not in a list. `onHover` hears every move, and undefined when the drag is
 * gone again or dropped.
 */
export function useDropArea<Payload>(
  kinds: readonly string[],
  given: {
    readonly onHover: (payload: Payload, point: AreaPoint) => void
    readonly onDrop: (payload: Payload, point: AreaPoint) => void
  },
): { readonly ref: RefCallback<HTMLElement>; readonly over: boolean } {
  const element = useRef<HTMLElement | null>(null)
  const latest = useRef(given)
  latest.current = given
  const local = (point: { readonly x: number; readonly y: number } | null): AreaPoint | undefined => {
    if (point === null || element.current === null) return undefined
    const { left, top } = element.current.getBoundingClientRect()
    return { x: point.x - left, y: point.y - top }
  }
  const [{ over }, connect] = useDrop<Payload, void, { readonly over: boolean }>(
    () => ({
      accept: [...kinds],
      collect: (monitor) => ({ over: monitor.isOver() }),
      hover: (payload, monitor) => {
        const point = local(monitor.getClientOffset())
        if (point !== undefined) latest.current.onHover(payload, point)
      },
      drop: (payload, monitor) => {
        const point = local(monitor.getClientOffset())
        if (point !== undefined) latest.current.onDrop(payload, point)
      },
    }),
    [kinds.join()],
  )
  const ref = useCallback<RefCallback<HTMLElement>>(
    (node) => {
      element.current = node
      connect(node)
    },
    [connect],
  )
  return { ref, over }
}
