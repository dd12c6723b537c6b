import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { clockText, dateOf, weekdayOf } from '../period/days.ts'
import { type Shift, type Span, shifted } from '../period/spans.ts'
import { type Dragged, useDragging } from '../period/use-drag.ts'
import { useNow } from '../period/use-today.ts'
import { CalendarEvent, type CalendarParts, DayBadge } from './event.tsx'
import { isWhole, piecesOf, slotsOf, uncrowded } from './layout.ts'
import { messages } from './messages.ts'
import { useDayDrag } from './month-grid.tsx'

const hourHeight = 48
const laneHeight = 22
const stepMinutes = 15

type Grab = { readonly span: Span; readonly edge: 'all' | 'end'; readonly width: number }

/** A week or a day with its hours; what lasts whole days stands above them. */
export function TimeGrid(parts: CalendarParts): ReactNode {
  const t = useT(messages)
  const { first, after, axis } = parts
  const length = after - first
  const hours = axis.timed(axis.start)
  const box = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A day begins where work does.
    if (box.current !== null) box.current.scrollTop = 8 * hourHeight - 12
  }, [first, hours])
  const follow = (what: Grab, { dx, dy }: Dragged): Span => {
    const minutes = Math.round(((dy / hourHeight) * 60) / stepMinutes) * stepMinutes
    const by = { days: Math.round(dx / what.width), minutes }
    const shift: Shift = what.edge === 'end' ? { to: { days: 0, minutes } } : { from: by, to: by }
    return shifted(what.span, shift)
  }
  const drag = useDragging({ follow, drop: (_, span) => void parts.how.put(span) })
  const spans = useMemo(
    () =>
      drag.now === undefined
        ? parts.spans
        : parts.spans.map((one) => (one.record.id === drag.now?.what.span.record.id ? drag.now.result : one)),
    [parts.spans, drag.now],
  )
  const grab = (event: React.PointerEvent<HTMLElement>, span: Span, edge: 'all' | 'end'): void =>
    drag.start(event, { span, edge, width: (grid.current?.clientWidth ?? 1) / length })
  const now = useNow(axis.timeZone)
  const columns = { gridTemplateColumns: `repeat(${length}, minmax(0, 1fr))` }
  return (
    <div className="m-times" data-hours={hours}>
      <WholeDays parts={parts} length={length} />
      {hours ? (
        <div className="m-times-scroll" ref={box}>
          <div className="m-times-hours" aria-hidden>
            {Array.from({ length: 23 }, (_, at) => (
              <span key={at} style={{ top: (at + 1) * hourHeight }}>
                {clockText((at + 1) * 60)}
              </span>
            ))}
          </div>
          <div className="m-times-days" ref={grid} style={{ ...columns, height: 24 * hourHeight }}>
            {Array.from({ length }, (_, at) => first + at).map((day) => {
              const slots = uncrowded(slotsOf(spans, day), length > 1 ? 3 : 8)
              return (
                <div
                  key={day}
                  className="m-times-day"
                  title={parts.onCreate && t('createOn', { date: dateOf(day), name: parts.name })}
                  data-off={weekdayOf(day) > 5}
                  onClick={(event) => {
                    if (event.target !== event.currentTarget) return
                    const minute = Math.floor((event.nativeEvent.offsetY / hourHeight) * 2) * 30
                    parts.onCreate?.(day, minute)
                  }}
                >
                  {day === now.day ? (
                    <i className="m-now" style={{ top: ((now.minute ?? 0) / 60) * hourHeight }} />
                  ) : null}
                  {slots.shown.map(({ span, top, bottom, column, columns: of }) => (
                    <CalendarEvent
                      key={span.record.id}
                      {...parts}
                      span={span}
                      className="m-event m-event-block"
                      style={{
                        top: (top / 60) * hourHeight,
                        height: ((bottom - top) / 60) * hourHeight - 2,
                        left: `calc(${(column / of) * 100}% + 2px)`,
                        width: `calc(${100 / of}% - 4px)`,
                      }}
                      data={{ 'data-dragging': drag.now?.what.span.record.id === span.record.id }}
                      onGrab={(event, edge) => grab(event, span, edge)}
                      handle="bottom"
                    />
                  ))}
                  {slots.crowds.map(({ top, left, count }) => (
                    <button
                      key={`crowd ${top}`}
                      type="button"
                      className="m-times-crowd"
                      aria-label={t('more', { n: count })}
                      style={{ top: (top / 60) * hourHeight, left: `${left * 100}%` }}
                      onClick={() => parts.onDay(day)}
                    >
                      {`+${count}`}
                    </button>
                  ))}
                </div>
              )
            })}
          </div>
        </div>
      ) : null}
    </div>
  )
}

/** The heads of the days, and above the hours what has none. */
function WholeDays({ parts, length }: { readonly parts: CalendarParts; readonly length: number }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { first, marks, today, onDay, axis, onCreate } = parts
  const drag = useDayDrag(parts)
  const pieces = useMemo(
    () => piecesOf(drag.spans.filter(isWhole), { first, length, moving: drag.moving }),
    [drag.spans, first, length, drag.moving],
  )
  const lanes = Math.max(1, ...pieces.map(({ lane }) => lane + 1))
  const tag = locale === 'zh' ? 'zh-CN' : 'en-GB'
  const weekdays = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' })
  const dates = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  const days = Array.from({ length }, (_, at) => first + at)
  const columns = { gridTemplateColumns: `repeat(${length}, minmax(0, 1fr))` }
  return (
    <>
      <div className="m-times-head" style={columns}>
        {days.map((day) => (
          <button
            key={day}
            type="button"
            data-today={day === today}
            aria-current={day === today ? 'date' : undefined}
            onClick={() => onDay(day)}
          >
            {`${weekdays.format(day * 86_400_000)} ${dates.format(day * 86_400_000)}`}
            <DayBadge mark={marks.get(dateOf(day))} />
          </button>
        ))}
      </div>
      <div className="m-times-whole" data-alone={!axis.timed(axis.start)}>
        <span className="m-faint">{t('allDay')}</span>
        <div className="m-times-whole-days" style={{ ...columns, minHeight: lanes * laneHeight + 6 }}>
          {days.map((day) => (
            <div
              key={day}
              className="m-times-cell"
              data-day={dateOf(day)}
              data-over={drag.over === day}
              onClick={() => onCreate?.(day)}
            />
          ))}
          {pieces.map((piece) => (
            <CalendarEvent
              key={piece.span.record.id}
              {...parts}
              span={piece.span}
              className="m-event"
              style={{
                left: `calc(${(piece.column / length) * 100}% + 3px)`,
                width: `calc(${(piece.days / length) * 100}% - 6px)`,
                top: 3 + piece.lane * laneHeight,
              }}
              data={{
                'data-before': piece.before,
                'data-after': piece.after,
                'data-dragging': drag.moving === piece.span.record.id,
              }}
              onGrab={(event, edge) => drag.grab(event, piece.span, edge)}
              handle={piece.after ? undefined : 'right'}
            />
          ))}
        </div>
      </div>
    </>
  )
}
