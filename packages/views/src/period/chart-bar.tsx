import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { useLocale, useT } from '@mortise/ui'
import type { PointerEvent, ReactNode } from 'react'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { chartMessages } from './chart-messages.ts'
import type { ChartParts } from './chart-parts.ts'
import { clockText, dateOf, type Moment } from './days.ts'
import { messages } from './messages.ts'
import { scaleFacts } from './scales.ts'
import type { Span } from './spans.ts'
import { Tooltip } from 'antd'

const text = ({ day, minute }: Moment): string =>
  minute === undefined ? dateOf(day) : `${dateOf(day)} ${clockText(minute)}`

/** How much is done, 0 to 100; shares of one (as percents are kept) and whole numbers both. */
function doneOf(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined
  return Math.round(Math.min(100, Math.max(0, number <= 1 ? number * 100 : number)))
}

/** A record on the axis: a bar from start to end, a diamond where they are one. */
export function Bar({
  parts,
  span,
  dragging,
  onGrab,
}: {
  readonly parts: ChartParts
  readonly span: Span
  readonly dragging: boolean
  readonly onGrab: (event: PointerEvent<HTMLElement>, edge: 'all' | 'start' | 'end') => void
}): ReactNode {
  const t = useT(messages)
  const tc = useT(chartMessages)
  const locale = useLocale()
  const { entity, first, after, scale, how, keys, packed } = parts
  const ctx = useFaceContext(entity.key)
  const { pixels } = scaleFacts[scale]
  const { record } = span
  const title = String(record[entity.document.title] ?? '')
  const point = span.from.day === span.to.day && span.from.minute === span.to.minute
  const from = Math.max(first, span.from.day)
  const to = Math.min(after - 1, span.to.day)
  const left = (from - first) * pixels
  const width = Math.max(point ? 16 : 10, (to - from + 1) * pixels)
  const colors = parts.colors(record)
  const done = doneOf(parts.progress === undefined ? undefined : record[parts.progress])
  const range = tc('rangeOf', { name: title, from: text(span.from), to: text(span.to) })
  const more = parts.shown.flatMap((key) => {
    const field = entity.field(key)
    return field === undefined || (record[key] ?? null) === null ? [] : [field]
  })
  const hover = (
    <div className="m-chart-tip">
      <b>{title}</b>
      <span>{span.from.day === span.to.day ? text(span.from) : `${text(span.from)} – ${text(span.to)}`}</span>
      {done === undefined ? null : <span>{tc('done', { n: done })}</span>}
      {more.map((field) => (
        <span key={field.key}>
          {say(field.document.label, locale)}{' '}
          <Value value={record[field.key]} field={field.document} ctx={ctx} />
        </span>
      ))}
    </div>
  )
  return (
    <div
      className="m-chart-bar"
      data-event={record.id}
      data-point={point}
      data-movable={how.mayMove}
      data-dragging={dragging}
      data-pending={keys.pending?.id === record.id}
      style={{ left, width, ...(point ? {} : colors) }}
      onPointerDown={(event) => {
        if (how.mayMove) onGrab(event, 'all')
      }}
    >
      {done === undefined || point ? null : <i className="m-chart-done" style={{ width: `${done}%` }} />}
      {point ? <i className="m-chart-diamond" style={{ background: colors.borderColor }} /> : null}
      <Tooltip title={dragging ? undefined : hover} mouseEnterDelay={0.4}>
        <button
          type="button"
          aria-label={range}
          aria-description={how.mayMove ? t('moveHint') : undefined}
          onClick={() => parts.onOpen(record.id)}
          onKeyDown={(event) => keys.onKeyDown(event, span)}
          onBlur={keys.onBlur}
        >
          {packed || width > 60 || point ? (
            <span className="m-clip">{dragging ? text(span.to) : title}</span>
          ) : null}
        </button>
      </Tooltip>
      {point || !how.mayStretch ? null : (
        <>
          <i className="m-chart-edge" data-edge="start" onPointerDown={(event) => onGrab(event, 'start')} />
          <i className="m-chart-edge" data-edge="end" onPointerDown={(event) => onGrab(event, 'end')} />
        </>
      )}
      {point && how.mayStretch ? (
        <i className="m-chart-edge" data-edge="end" onPointerDown={(event) => onGrab(event, 'end')} />
      ) : null}
    </div>
  )
}
