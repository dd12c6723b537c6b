import { useT } from '@mortise/ui'
import { type ComponentType, memo, type PointerEvent, type ReactNode } from 'react'
import { messages } from './messages.ts'
import { followPointer } from './pointer-drag.ts'

/** How wide a ruler is, in pixels. */
export const rulerSize = 20

/** Lines to line things up with, in millimetres: `x` from top to bottom, `y` from side to side. */
export type Guide = { readonly axis: 'x' | 'y'; readonly at: number }

type RulerProps = {
  readonly axis: 'x' | 'y'
  readonly length: number
  readonly scale: number
  /** The part that is not margin. */
  readonly from: number
  readonly to: number
  readonly onPull: (event: PointerEvent<HTMLElement>) => void
}

/** A ruler in millimetres along the top or the left of a page. A guide is pulled out of it. */
export const Ruler: ComponentType<RulerProps> = memo(function Ruler(props) {
  const { axis, length, scale, from, to, onPull } = props
  const t = useT(messages)
  const across = axis === 'x'
  // Marks never stand closer than four pixels.
  const step = [1, 2, 5, 10].find((one) => one * scale >= 4) ?? 10
  const named = 10 * scale >= 26 ? 10 : 20
  const marks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step)
  const size = across
    ? { width: length * scale, height: rulerSize }
    : { width: rulerSize, height: length * scale }
  return (
    <div
      className="d-ruler"
      data-axis={axis}
      title={t(across ? 'rulerAcross' : 'rulerDown')}
      style={size}
      onPointerDown={onPull}
    >
      <svg {...size} aria-hidden>
        <rect
          className="d-ruler-inside"
          {...(across
            ? { x: from * scale, y: 0, width: (to - from) * scale, height: rulerSize }
            : { x: 0, y: from * scale, width: rulerSize, height: (to - from) * scale })}
        />
        {marks.map((at) => {
          const long = at % 10 === 0 ? 8 : at % 5 === 0 ? 6 : 3
          const place = at * scale
          return across ? (
            <line key={at} x1={place} x2={place} y1={rulerSize - long} y2={rulerSize} />
          ) : (
            <line key={at} y1={place} y2={place} x1={rulerSize - long} x2={rulerSize} />
          )
        })}
        {marks
          .filter((at) => at % named === 0 && at > 0)
          .map((at) => (
            <text
              key={at}
              {...(across
                ? { x: at * scale + 2, y: 9 }
                : { x: -(at * scale) + 2, y: 9, transform: 'rotate(-90)' })}
            >
              {at}
            </text>
          ))}
      </svg>
    </div>
  )
})

/** A guide over a page; dragged, and gone when it is dragged off the page. */
export function GuideLine({
  guide,
  scale,
  onMove,
}: {
  readonly guide: Guide
  readonly scale: number
  readonly onMove: (at: number, ended: boolean) => void
}): ReactNode {
  const t = useT(messages)
  const { axis, at } = guide
  return (
    <i
      className="d-guide"
      data-axis={axis}
      title={t('guide')}
      aria-hidden
      style={axis === 'x' ? { left: at * scale } : { top: at * scale }}
      onPointerDown={(event) => {
        let last = at
        followPointer(event, {
          onMove: (by) => {
            last = at + by[axis] / scale
            onMove(last, false)
          },
          onEnd: (dragged) => onMove(dragged ? last : at, true),
        })
      }}
    />
  )
}
