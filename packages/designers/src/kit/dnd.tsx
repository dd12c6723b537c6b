import { type ReactNode, type RefCallback, useCallback, useRef, useState } from 'react'
import { useDrag, useDrop } from 'react-dnd'
import { scrollNear } from './auto-scroll.ts'
import { nameDrag } from './drag-preview.tsx'
import { type Box, hitTest, type Layout, type Place } from './hit-test.ts'

/** Makes an element draggable; `ref` goes on it. What is dragged is asked for when the drag begins. */
export function useDragSource<Payload>(
  kind: string,
  payload: Payload,
  {
    enabled = true,
    label = '',
    onDropped,
  }: {
    readonly enabled?: boolean
    readonly label?: string
    readonly onDropped?: (() => void) | undefined
  } = {},
): { readonly ref: RefCallback<HTMLElement>; readonly dragging: boolean } {
  const [{ dragging }, connect] = useDrag(
    () => ({
      type: kind,
      // A finger hides what it drags: it is named beside it.
      item: () => nameDrag(payload as object, label),
      canDrag: enabled,
      end: (_, monitor) => {
        if (monitor.didDrop()) onDropped?.()
      },
      collect: (monitor) => ({ dragging: monitor.isDragging() }),
    }),
    [kind, payload, enabled, label, onDropped],
  )
  const ref = useCallback<RefCallback<HTMLElement>>(
    (element) => {
      connect(element)
    },
    [connect],
  )
  return { ref, dragging }
}

/** Makes one element a place to drop on; `ref` goes on it, `over` says that what is dragged would be taken here. */
export function useDropTarget<Payload>(
  kind: string,
  {
    onDrop,
    canDrop,
  }: {
    /** Told with the point of the screen. */
    readonly onDrop: (payload: Payload, point: { readonly x: number; readonly y: number }) => void
    readonly canDrop: (payload: Payload) => boolean
  },
): { readonly ref: RefCallback<HTMLElement>; readonly over: boolean } {
  const latest = useRef({ onDrop, canDrop })
  latest.current = { onDrop, canDrop }
  const [{ over }, connect] = useDrop<Payload, void, { readonly over: boolean }>(
    () => ({
      accept: kind,
      canDrop: (payload) => latest.current.canDrop(payload),
      drop: (payload, monitor) => latest.current.onDrop(payload, monitor.getClientOffset() ?? { x: 0, y: 0 }),
      collect: (monitor) => ({ over: monitor.isOver({ shallow: true }) && monitor.canDrop() }),
    }),
    [kind],
  )
  const ref = useCallback<RefCallback<HTMLElement>>(
    (element) => {
      connect(element)
    },
    [connect],
  )
  return { ref, over }
}

/** What a drop container tells its parts. */
export type DropContainer = {
  readonly ref: RefCallback<HTMLElement>
  /** Where the thing being dragged would land now. */
  readonly place: Place | undefined
  /** The line that shows it; drawn inside the container. */
  readonly indicator: ReactNode
}

/**
 * One drop target for a whole canvas. Lists inside it carry `data-list` (and `data-flow`), their items `data-index`:
 * rectangles are measured once when a drag comes in and again after scrolling, so that a canvas of a thousand fields
 * has one target and not a thousand.
 */
export function useDropContainer<Payload>(
  kinds: readonly string[],
  {
    onDrop,
    canDrop,
  }: {
    readonly onDrop: (payload: Payload, place: Place, kind: string) => void
    readonly canDrop?: (payload: Payload, place: Place) => boolean
  },
): DropContainer {
  const [place, setPlace] = useState<Place>()
  const element = useRef<HTMLElement | null>(null)
  const measured = useRef<Layout | undefined>(undefined)
  const latest = useRef({ onDrop, canDrop })
  latest.current = { onDrop, canDrop }
  const locate = (
    payload: Payload,
    point: { readonly x: number; readonly y: number } | null,
  ): Place | undefined => {
    if (point === null || element.current === null) return undefined
    measured.current ??= measure(element.current)
    const found = hitTest(measured.current, point.x, point.y)
    return found === undefined || latest.current.canDrop?.(payload, found) === false ? undefined : found
  }
  const [{ over }, connect] = useDrop<Payload, void, { readonly over: boolean }>(
    () => ({
      accept: [...kinds],
      collect: (monitor) => ({ over: monitor.isOver() }),
      hover: (payload, monitor) => {
        if (scrollNear(element.current, monitor.getClientOffset())) measured.current = undefined
        const next = locate(payload, monitor.getClientOffset())
        setPlace((now) => (samePlace(now, next) ? now : next))
      },
      drop: (payload, monitor) => {
        const found = locate(payload, monitor.getClientOffset())
        measured.current = undefined
        setPlace(undefined)
        if (found !== undefined) latest.current.onDrop(payload, found, String(monitor.getItemType()))
      },
    }),
    [kinds.join()],
  )
  const ref = useCallback<RefCallback<HTMLElement>>(
    (node) => {
      element.current = node
      connect(node)
      const forget = (): void => {
        measured.current = undefined
      }
      node?.addEventListener('scroll', forget, true)
      node?.addEventListener('dragenter', forget)
    },
    [connect],
  )
  if (!over) measured.current = undefined
  const shown = over ? place : undefined
  return {
    ref,
    place: shown,
    indicator: shown === undefined ? null : <DropLine box={toLocal(shown.line, element.current)} />,
  }
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a === b || (a?.list === b?.list && a?.index === b?.index && a?.mode === b?.mode)
}

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

function measure(container: HTMLElement): Layout {
  const lists = [
    ...(container.dataset['list'] === undefined ? [] : [container]),
    ...container.querySelectorAll('[data-list]'),
  ]
  const areas = (lists as HTMLElement[]).map((list) => ({
    list: list.dataset['list'] ?? '',
    box: boxOf(list),
    flow: (list.dataset['flow'] ?? 'column') as 'row' | 'column' | 'wrap',
  }))
  const items = [...container.querySelectorAll<HTMLElement>('[data-index]')].map((item) => ({
    list: item.parentElement?.closest<HTMLElement>('[data-list]')?.dataset['list'] ?? '',
    index: Number(item.dataset['index']),
    box: boxOf(item),
  }))
  return { areas, items }
}

function toLocal(box: Box, container: HTMLElement | null): Box {
  if (container === null) return box
  const { left, top } = container.getBoundingClientRect()
  return { ...box, left: box.left - left + container.scrollLeft, top: box.top - top + container.scrollTop }
}

function DropLine({ box }: { readonly box: Box }): ReactNode {
  return (
    <i
      className="d-drop-line"
      style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
    />
  )
}
