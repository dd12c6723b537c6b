import { IconButton, useLocale, useT } from '@mortise/ui'
import { Popover } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { addMonths, dateOf, dayOf, weekdayOf } from '../period/days.ts'
import { type Shift, type Span, shifted } from '../period/spans.ts'
import { type Dragged, useDragging } from '../period/use-drag.ts'
import { CalendarEvent, type CalendarParts, DayBadge } from './event.tsx'
import { piecesOf } from './layout.ts'
import { messages } from './messages.ts'

type Grab = { readonly span: Span; readonly edge: 'all' | 'end'; readonly day: number }

const headHeight = 26
const laneHeight = 22

/** Day under a point of the screen. */
function dayUnder(x: number, y: number): number | undefined {
  for (const one of document.elementsFromPoint(x, y)) {
    const cell = one instanceof HTMLElement ? one.closest<HTMLElement>('[data-day]') : null
    if (cell !== null) return dayOf(cell.dataset['day'] ?? '')
  }
  return undefined
}

/** A drag between days: moves all of a span, or its end. */
export function useDayDrag(parts: CalendarParts): {
  readonly spans: readonly Span[]
  readonly over: number | undefined
  readonly moving: string | undefined
  readonly grab: (event: React.PointerEvent<HTMLElement>, span: Span, edge: 'all' | 'end') => void
} {
  const follow = (what: Grab, { x, y }: Dragged): { span: Span; day: number } => {
    const day = dayUnder(x, y) ?? what.day
    const days = day - what.day
    const by: Shift = what.edge === 'end' ? { to: { days } } : { from: { days }, to: { days } }
    return { span: shifted(what.span, by), day }
  }
  const drag = useDragging({ follow, drop: (_, { span }) => void parts.how.put(span) })
  const { now } = drag
  const spans = useMemo(
    () =>
      now === undefined
        ? parts.spans
        : parts.spans.map((one) => (one.record.id === now.what.span.record.id ? now.result.span : one)),
    [parts.spans, now],
  )
  return {
    spans,
    over: now?.result.day,
    moving: now?.what.span.record.id,
    grab: (event, span, edge) => {
      const day = dayUnder(event.clientX, event.clientY)
      if (day !== undefined) drag.start(event, { span, edge, day })
    },
  }
}

/** A month in weeks, Monday first. */
export function MonthGrid({ month, ...parts }: CalendarParts & { readonly month: number }): ReactNode {
  const locale = useLocale()
  const { first, after } = parts
  const drag = useDayDrag(parts)
  const box = useRef<HTMLDivElement>(null)
  const weeks = (after - first) / 7
  const [room, setRoom] = useState(3)
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const measure = (): void => {
      const height = element.clientHeight / weeks
      setRoom(Math.max(2, Math.floor((height - headHeight - 4) / laneHeight)))
    }
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => watch.disconnect()
  }, [weeks])
  const tag = locale === 'zh' ? 'zh-CN' : 'en-GB'
  const names = Array.from({ length: 7 }, (_, at) =>
    new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' }).format((first + at) * 86_400_000),
  )
  return (
    <div className="m-month">
      <div className="m-month-head" aria-hidden>
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div
        className="m-month-weeks"
        ref={box}
        style={{ gridTemplateRows: `repeat(${weeks}, minmax(92px, 1fr))` }}
      >
        {Array.from({ length: weeks }, (_, at) => (
          <Week key={at} week={first + at * 7} {...{ parts, drag, month, room }} />
        ))}
      </div>
    </div>
  )
}

function Week({
  week,
  parts,
  drag,
  month,
  room,
}: {
  readonly week: number
  readonly parts: CalendarParts
  readonly drag: ReturnType<typeof useDayDrag>
  readonly month: number
  readonly room: number
}): ReactNode {
  const moving = drag.moving ?? parts.keys.pending?.id
  const pieces = useMemo(() => piecesOf(drag.spans, { first: week, moving }), [drag.spans, week, moving])
  const next = addMonths(month, 1)
  const over = Array.from({ length: 7 }, (_, column) => {
    const here = pieces.filter((one) => one.column <= column && one.column + one.days > column)
    return { here }
  })
  // A lane of a week is shown whole: where a day says "+n more" the others keep their last lane free as well.
  const full = over.some(({ here }) => here.some(({ lane }) => lane >= room))
  const shownLanes = full ? room - 1 : room
  return (
    <div className="m-week">
      {Array.from({ length: 7 }, (_, column) => {
        const day = week + column
        const hidden = over[column]?.here.filter(({ lane }) => lane >= shownLanes).length ?? 0
        return (
          <DayCell
            key={day}
            {...{ day, parts, hidden }}
            outside={day < month || day >= next}
            over={drag.over === day}
            top={headHeight + shownLanes * laneHeight}
          />
        )
      })}
      {pieces
        .filter(({ lane }) => lane < shownLanes)
        .map((piece) => (
          <CalendarEvent
            key={piece.span.record.id}
            {...parts}
            span={piece.span}
            className="m-event"
            style={{
              left: `calc(${(piece.column / 7) * 100}% + 3px)`,
              width: `calc(${(piece.days / 7) * 100}% - 6px)`,
              top: headHeight + piece.lane * laneHeight,
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
  )
}

function DayCell({
  day,
  parts,
  hidden,
  outside,
  over,
  top,
}: {
  readonly day: number
  readonly parts: CalendarParts
  readonly hidden: number
  readonly outside: boolean
  readonly over: boolean
  readonly top: number
}): ReactNode {
  const t = useT(messages)
  const { marks, today, onCreate, onDay, name } = parts
  const date = dateOf(day)
  const mark = marks.get(date)
  const [month, number] = [Number(date.slice(5, 7)), Number(date.slice(8))]
  return (
    <div
      className="m-day"
      data-day={date}
      data-outside={outside}
      data-over={over}
      data-off={mark === undefined ? weekdayOf(day) > 5 : mark.kind === 'off'}
      onClick={(event) => {
        if (event.target === event.currentTarget) onCreate?.(day)
      }}
    >
      <button
        type="button"
        className="m-day-number"
        data-today={day === today}
        aria-description={date}
        aria-current={day === today ? 'date' : undefined}
        onClick={() => onDay(day)}
      >
        {number === 1 ? `${month}/1` : number}
      </button>
      <DayBadge mark={mark} />
      <span className="m-day-label m-clip">{mark?.label}</span>
      {onCreate === undefined ? null : (
        <IconButton
          icon="plus"
          size={14}
          label={t('createOn', { date, name })}
          onClick={() => onCreate(day)}
        />
      )}
      {hidden === 0 ? null : <MoreOfDay {...{ day, hidden, parts, top }} />}
    </div>
  )
}

function MoreOfDay({
  day,
  hidden,
  parts,
  top,
}: {
  readonly day: number
  readonly hidden: number
  readonly parts: CalendarParts
  readonly top: number
}): ReactNode {
  const t = useT(messages)
  const here = parts.spans.filter(({ from, to }) => from.day <= day && to.day >= day)
  const list = (
    <div className="m-day-list">
      {here.slice(0, 50).map((span) => (
        <CalendarEvent key={span.record.id} {...parts} span={span} className="m-event m-event-line" />
      ))}
    </div>
  )
  return (
    <Popover
      trigger="click"
      arrow={false}
      title={t('eventsOf', { date: dateOf(day), name: parts.name })}
      content={list}
    >
      <button type="button" className="m-day-more" style={{ top }}>
        {t('more', { n: hidden })}
      </button>
    </Popover>
  )
}
