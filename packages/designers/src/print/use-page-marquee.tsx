import { type PointerEvent, type ReactNode, type RefObject, useState } from 'react'
import { followPointer } from './pointer-drag.ts'

type Rect = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

const ground = '.d-print-scroll, .d-pages, .d-print-page, .d-page-place'

/** A box drawn from where nothing stands selects the blocks it touches. */
export function usePageMarquee(
  sheet: RefObject<HTMLElement | null>,
  select: (ats: readonly string[]) => void,
): {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
  readonly box: ReactNode
} {
  const [box, setBox] = useState<Rect>()
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const pages = sheet.current
    if (pages === null || event.pointerType === 'touch' || !(event.target as HTMLElement).matches(ground))
      return
    const from = { x: event.clientX, y: event.clientY }
    followPointer(event, {
      onMove: (by) => {
        const rect = {
          left: Math.min(from.x, from.x + by.x),
          top: Math.min(from.y, from.y + by.y),
          width: Math.abs(by.x),
          height: Math.abs(by.y),
        }
        const { left, top } = pages.getBoundingClientRect()
        setBox({ ...rect, left: rect.left - left, top: rect.top - top })
        select(touched(pages, rect))
      },
      onEnd: () => setBox(undefined),
    })
  }
  return {
    onPointerDown,
    box: box === undefined ? null : <i className="d-marquee" style={{ ...box }} />,
  }
}

function touched(pages: HTMLElement, box: Rect): readonly string[] {
  const hits = [...pages.querySelectorAll<HTMLElement>('.d-block')].filter((one) => {
    const own = one.getBoundingClientRect()
    return (
      own.left < box.left + box.width &&
      own.right > box.left &&
      own.top < box.top + box.height &&
      own.bottom > box.top
    )
  })
  return [...new Set(hits.map((one) => one.dataset['at'] ?? ''))]
}
