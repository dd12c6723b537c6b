import { useLocale } from '@mortise/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { Bar } from './chart-bar.tsx'
import { GroupHead, LaneHead } from './chart-head.tsx'
import type { ChartParts } from './chart-parts.ts'
import { type Shift, type Span, shifted } from './spans.ts'
import { isWeekend, scaleFacts, showsDays, ticksOf } from './scales.ts'
import { type Dragged, useDragging } from './use-drag.ts'

const rowHeight = 36

type Grab = { readonly span: Span; readonly edge: 'all' | 'start' | 'end' }

/** The axis on top, names at the left, bars in between; lines are drawn only where they can be seen. */
export function ChartGrid(parts: ChartParts): ReactNode {
  const { rows, scale, first, after, at, today, narrow, packed, hasMore, onMore } = parts
  const locale = useLocale()
  const facts = scaleFacts[scale]
  const width = (after - first) * facts.pixels
  const side = narrow ? 116 : packed ? 180 : 200 + Math.min(2, parts.shown.length) * 110
  const box = useRef<HTMLDivElement>(null)
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const items = lines.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (hasMore && last >= rows.length - 5) onMore()
  }, [hasMore, last, rows.length, onMore])
  // The day it stands at comes a third into sight.
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    element.scrollLeft = (at - first) * facts.pixels - (element.clientWidth - side) / 3
  }, [at, first, facts, side])
  const follow = (what: Grab, { dx }: Dragged): Span => {
    const by = { days: Math.round(dx / facts.pixels) }
    const shift: Shift = {
      ...(what.edge === 'end' ? {} : { from: by }),
      ...(what.edge === 'start' ? {} : { to: by }),
    }
    return shifted(what.span, shift)
  }
  const drag = useDragging({ follow, drop: (_, span) => void parts.how.put(span) })
  const moving = drag.now
  return (
    <div
      className="m-chart-box"
      ref={box}
      role="grid"
      aria-label={parts.label}
      aria-rowcount={-1}
      tabIndex={-1}
    >
      <div className="m-chart-axis" style={{ width: side + width }} aria-hidden>
        <div className="m-chart-corner" style={{ width: side }} />
        <Ticks {...{ first, after, scale, locale }} />
      </div>
      <div className="m-chart-body" style={{ width: side + width, height: lines.getTotalSize() }}>
        <Ground {...{ first, after, scale, side, today }} />
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <div
              key={row.key}
              className="m-chart-row"
              role="row"
              data-group={row.type === 'group'}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
            >
              <div className="m-chart-side" role="rowheader" style={{ width: side }}>
                {row.type === 'group' ? (
                  <GroupHead row={row} parts={parts} />
                ) : (
                  <LaneHead row={row} parts={parts} />
                )}
              </div>
              <div className="m-chart-lane" role="gridcell" style={{ width }}>
                {row.type === 'lane'
                  ? row.spans.map((span) => (
                      <Bar
                        key={span.record.id}
                        parts={parts}
                        span={moving?.what.span.record.id === span.record.id ? moving.result : span}
                        dragging={moving?.what.span.record.id === span.record.id}
                        onGrab={(event, edge) => drag.start(event, { span, edge })}
                      />
                    ))
                  : null}
              </div>
            </div>
          )
        })}
      </div>
    </div>
  )
}

type AxisProps = Pick<ChartParts, 'first' | 'after' | 'scale'>

function Ticks({ first, after, scale, locale }: AxisProps & { readonly locale: 'zh' | 'en' }): ReactNode {
  const { pixels, upper, lower } = scaleFacts[scale]
  const ticks = useMemo(
    () => [upper, lower].map((rule) => ticksOf(rule, { first, after }, locale)),
    [upper, lower, first, after, locale],
  )
  return (
    <div className="m-chart-ticks">
      {ticks.map((list, level) => (
        <div key={level}>
          {list.map((tick) => (
            <span key={tick.from} style={{ width: (tick.to - tick.from) * pixels }}>
              <b>{tick.label}</b>
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}

/** Lines of the axis, weekends and today behind the bars. */
function Ground({
  first,
  after,
  scale,
  side,
  today,
}: AxisProps & { readonly side: number; readonly today: number }): ReactNode {
  const { pixels, lower } = scaleFacts[scale]
  const ticks = useMemo(() => ticksOf(lower, { first, after }, 'zh'), [lower, first, after])
  const free = showsDays(scale)
    ? Array.from({ length: after - first }, (_, at) => first + at).filter(isWeekend)
    : []
  return (
    <div className="m-chart-ground" style={{ left: side }} aria-hidden>
      {free.map((day) => (
        <i key={day} data-kind="free" style={{ left: (day - first) * pixels, width: pixels }} />
      ))}
      {ticks.map(({ from }) => (
        <i key={from} style={{ left: (from - first) * pixels }} />
      ))}
      {today >= first && today < after ? (
        <i data-kind="today" style={{ left: (today - first + 0.5) * pixels }} />
      ) : null}
    </div>
  )
}
