import type { WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { CSSProperties, PointerEvent, ReactNode } from 'react'
import { clockText } from '../period/days.ts'
import type { DayMark } from '../period/holidays.ts'
import { messages as periodMessages } from '../period/messages.ts'
import type { Axis, Span } from '../period/spans.ts'
import type { KeyShift } from '../period/use-key-shift.ts'
import type { Reschedule } from '../period/use-reschedule.ts'
import { useFaceContext } from '../workspace/metadata.tsx'
import { Value } from '../workspace/value.tsx'
import { messages } from './messages.ts'

/** What every form of the calendar is made of. */
export type CalendarParts = {
  readonly entity: EntityModel
  readonly axis: Axis
  readonly spans: readonly Span[]
  /** Fields shown beside the title. */
  readonly shown: readonly string[]
  readonly how: Reschedule
  readonly keys: KeyShift
  readonly colors: (record: WireRecord) => CSSProperties
  readonly marks: ReadonlyMap<string, DayMark>
  readonly today: number
  readonly first: number
  readonly after: number
  /** Name of one record. */
  readonly name: string
  readonly onOpen: (id: string) => void
  readonly onDay: (day: number) => void
  readonly onCreate: ((day: number, minute?: number) => void) | undefined
}

type EventProps = Pick<CalendarParts, 'entity' | 'shown' | 'how' | 'keys' | 'colors' | 'onOpen'> & {
  readonly span: Span
  readonly className: string
  readonly style?: CSSProperties
  readonly data?: { readonly [name: `data-${string}`]: boolean | undefined }
  readonly onGrab?: (event: PointerEvent<HTMLElement>, edge: 'all' | 'end') => void
  /** Edge that is dragged to lengthen. */
  readonly handle?: 'right' | 'bottom' | undefined
}

/** One event. A click or Enter opens it; it is moved by dragging or by arrow keys. */
export function CalendarEvent(props: EventProps): ReactNode {
  const { entity, span, shown, how, keys, colors, onOpen, onGrab, handle } = props
  const t = useT(messages)
  const tp = useT(periodMessages)
  const ctx = useFaceContext(entity.key)
  const { record } = span
  const title = String(record[entity.document.title] ?? '')
  const time = span.from.minute === undefined ? undefined : clockText(span.from.minute)
  return (
    <div
      className={props.className}
      style={{ ...props.style, ...colors(record) }}
      data-event={record.id}
      data-movable={how.mayMove}
      data-pending={keys.pending?.id === record.id}
      {...props.data}
      onPointerDown={(event) => {
        if (how.mayMove) onGrab?.(event, 'all')
      }}
    >
      <button
        type="button"
        title={title}
        aria-description={how.mayMove ? tp('moveHint') : undefined}
        onClick={(event) => {
          event.stopPropagation()
          onOpen(record.id)
        }}
        onKeyDown={(event) => keys.onKeyDown(event, span)}
        onBlur={keys.onBlur}
      >
        {time === undefined ? null : <time>{time}</time>}
        <span className="m-clip">{title}</span>
        {shown.map((key) => {
          const field = entity.field(key)
          return field === undefined || (record[key] ?? null) === null ? null : (
            <small key={key} className="m-clip">
              <Value value={record[key]} field={field.document} ctx={ctx} />
            </small>
          )
        })}
      </button>
      {handle === undefined || !how.mayStretch ? null : (
        <i
          className="m-event-handle"
          data-edge={handle}
          title={t('stretch')}
          onPointerDown={(event) => onGrab?.(event, 'end')}
        />
      )}
    </div>
  )
}

/** 休 or 班 beside a day. */
export function DayBadge({ mark }: { readonly mark: DayMark | undefined }): ReactNode {
  const t = useT(messages)
  if (mark === undefined) return null
  return (
    <span className="m-day-mark" data-kind={mark.kind} title={mark.label}>
      {t(mark.kind)}
    </span>
  )
}
