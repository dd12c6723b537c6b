import { useT } from '@mortise/ui'
import { type PointerEvent, type ReactNode, type RefObject, useEffect, useState } from 'react'
import { messages } from './messages.ts'

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Picture = { readonly whole: Box; readonly seen: Box; readonly cards: readonly Box[] }

const largest = { width: 150, height: 180 }

/** What a scrolled canvas holds and what of it is in sight, in pixels of the canvas. */
function measure(scroll: HTMLElement): Picture {
  const frame = scroll.getBoundingClientRect()
  const boxOf = (element: Element): Box => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return { x: left - frame.left + scroll.scrollLeft, y: top - frame.top + scroll.scrollTop, width, height }
  }
  return {
    whole: { x: 0, y: 0, width: scroll.scrollWidth, height: scroll.scrollHeight },
    seen: {
      x: scroll.scrollLeft,
      y: scroll.scrollTop,
      width: scroll.clientWidth,
      height: scroll.clientHeight,
    },
    cards: [...scroll.querySelectorAll('[data-walk]')].map((one) => boxOf(one)),
  }
}

/** The whole canvas in small, with what is in sight; a press or a drag goes there. Nothing while all is in sight. */
export function MiniMap({
  scroll,
  drawn,
}: {
  readonly scroll: RefObject<HTMLElement | null>
  /** Changes when what is drawn does. */
  readonly drawn: unknown
}): ReactNode {
  const t = useT(messages)
  const [picture, setPicture] = useState<Picture>()
  useEffect(() => {
    const element = scroll.current
    if (element === null) return undefined
    let frame = 0
    const look = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setPicture(measure(element)))
    }
    look()
    const watch = new ResizeObserver(look)
    watch.observe(element)
    for (const child of element.children) watch.observe(child)
    element.addEventListener('scroll', look)
    return () => {
      cancelAnimationFrame(frame)
      watch.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroll, drawn])
  if (picture === undefined) return null
  const { whole, seen, cards } = picture
  if (whole.width <= seen.width + 1 && whole.height <= seen.height + 1) return null
  const scale = Math.min(largest.width / whole.width, largest.height / whole.height)
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons !== 1) return
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const [x, y] = [(event.clientX - left) / scale, (event.clientY - top) / scale]
    scroll.current?.scrollTo({ left: x - seen.width / 2, top: y - seen.height / 2 })
  }
  return (
    <svg
      className="f-map"
      role="img"
      aria-label={t('map')}
      width={Math.round(whole.width * scale)}
      height={Math.round(whole.height * scale)}
      viewBox={`0 0 ${whole.width} ${whole.height}`}
      onPointerDown={go}
      onPointerMove={go}
    >
      {cards.map((card, at) => (
        <rect key={at} {...card} rx={8} />
      ))}
      <rect className="f-map-seen" {...seen} strokeWidth={2 / scale} />
    </svg>
  )
}
