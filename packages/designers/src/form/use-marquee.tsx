import { type PointerEvent, type ReactNode, type RefObject, useRef, useState } from 'react'

type Rect = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

const background = '.d-canvas-scroll, .d-paper, .d-nodes, .d-nodes-empty'
/** Pixels a pointer moves before it draws: less is a click. */
const slack = 5

function rectOf(a: { x: number; y: number }, b: { x: number; y: number }): Rect {
  return {
    left: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  }
}

/** Elements a box touches; those that hold others count only where nothing inside them is touched. */
function touched(paper: HTMLElement, box: Rect): readonly string[] {
  const hits = [...paper.querySelectorAll<HTMLElement>('.d-node')].filter((element) => {
    const own = element.getBoundingClientRect()
    return (
      own.left < box.left + box.width &&
      own.right > box.left &&
      own.top < box.top + box.height &&
      own.bottom > box.top
    )
  })
  const leaves = hits.filter((element) => element.querySelector('[data-list]') === null)
  return (leaves.length > 0 ? leaves : hits).map((element) => element.dataset['pointer'] ?? '')
}

/** A box drawn over the empty paper selects what it touches. */
export function useMarquee(
  paper: RefObject<HTMLElement | null>,
  select: (pointers: readonly string[]) => void,
): {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly justDrawn: () => boolean
  readonly box: ReactNode
} {
  const [box, setBox] = useState<Rect>()
  const drawn = useRef(false)
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    drawn.current = false
    const target = event.target as HTMLElement
    if (event.button !== 0 || event.pointerType === 'touch' || !target.matches(background)) return
    const from = { x: event.clientX, y: event.clientY }
    const move = (next: globalThis.PointerEvent): void => {
      const rect = rectOf(from, { x: next.clientX, y: next.clientY })
      const sheet = paper.current
      if (sheet === null || (!drawn.current && rect.width + rect.height < slack)) return
      drawn.current = true
      const { left, top } = sheet.getBoundingClientRect()
      setBox({ ...rect, left: rect.left - left, top: rect.top - top })
      select(touched(sheet, rect))
    }
    const end = (): void => {
      setBox(undefined)
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
    }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
  }
  return {
    onPointerDown,
    justDrawn: () => drawn.current,
    box: box === undefined ? null : <i className="d-marquee" style={{ ...box }} />,
  }
}
