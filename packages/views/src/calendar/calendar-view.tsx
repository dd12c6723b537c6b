import { say } from '@mortise/errors'
import { EmptyState, ErrorState, Skeleton, useLocale, useNarrow, useNavigator, useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { addMonths, dateOf, dayOf, instantAt, monthStart, weekNumber, weekStart } from '../period/days.ts'
import { dayMarks } from '../period/holidays.ts'
import { messages as periodMessages } from '../period/messages.ts'
import { PeriodBar } from '../period/period-bar.tsx'
import { type Axis, axisOf, byStart } from '../period/spans.ts'
import { useColors } from '../period/use-colors.ts'
import { useKeyShift } from '../period/use-key-shift.ts'
import { useNow } from '../period/use-today.ts'
import { useReschedule } from '../period/use-reschedule.ts'
import { useSpans } from '../period/use-spans.ts'
import '../styles/calendar.css'
import type { ViewProps } from '../view-type/types.ts'
import { readableFields, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { Agenda } from './agenda.tsx'
import type { CalendarParts } from './event.tsx'
import { messages } from './messages.ts'
import { MonthGrid } from './month-grid.tsx'
import { TimeGrid } from './time-grid.tsx'

type Scale = 'month' | 'week' | 'day'

const scales = ['month', 'week', 'day'] as const

/** Days shown for a day: whole weeks of its month, its week, or itself. */
function periodOf(scale: Scale, day: number): { readonly first: number; readonly after: number } {
  if (scale === 'day') return { first: day, after: day + 1 }
  if (scale === 'week') return { first: weekStart(day), after: weekStart(day) + 7 }
  return { first: weekStart(monthStart(day)), after: weekStart(addMonths(day, 1) - 1) + 7 }
}

/** Records as events; dragging one changes its date. */
export default function CalendarView(props: ViewProps): ReactNode {
  const t = useT(periodMessages)
  const { me } = useWorkspace()
  const { entity, view } = props
  const { timeZone } = me.workspace
  const axis = useMemo(() => axisOf(entity, view ?? {}, timeZone), [entity, view, timeZone])
  if (axis === undefined) return <EmptyState title={t('noField')} text={t('noFieldText')} />
  return <Calendar {...props} axis={axis} />
}

function Calendar({
  entity,
  view,
  filter,
  search,
  onSearch,
  axis,
}: ViewProps & { readonly axis: Axis }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { model } = useWorkspace()
  const { go } = useNavigator()
  const rights = useRights(entity.key)
  const today = useNow(axis.timeZone).day
  const at = /^\d{4}-\d\d-\d\d$/.test(search.at ?? '') ? dayOf(search.at ?? '') : today
  const scale = scales.find((one) => one === search.by) ?? 'month'
  const { first, after } = periodOf(scale, at)
  const readable = new Set(readableFields(entity, rights).map(({ key }) => key))
  const shown = (view?.columns ?? []).filter((key) => readable.has(key) && key !== entity.document.title)
  const found = useSpans({
    entity,
    axis,
    first,
    after,
    filter,
    search: search.q,
    fields: [
      entity.document.title,
      axis.start.key,
      axis.end?.key ?? axis.start.key,
      ...extra(view?.colorField),
      ...shown,
    ],
    sort: [{ field: axis.start.key, dir: 'asc' }],
    pages: 5,
  })
  const how = useReschedule(entity, axis)
  const keys = useKeyShift(entity, {
    steps: { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 },
    how,
  })
  const colors = useColors(entity, view?.colorField)
  const spans = useMemo(
    () =>
      found.spans
        .map((span) => (keys.pending?.id === span.record.id ? keys.pending.span : span))
        .toSorted(byStart),
    [found.spans, keys.pending],
  )
  const marks = useMemo(() => dayMarks(model, locale), [model, locale])
  const create = (day: number, minute = 9 * 60): void => {
    const value = axis.timed(axis.start) ? instantAt({ day, minute }, axis.timeZone) : dateOf(day)
    go(paths.create(entity.key, { [axis.start.key]: value }))
  }
  const parts: CalendarParts = {
    entity,
    axis,
    spans,
    shown,
    how,
    keys,
    colors,
    marks,
    today,
    first,
    after,
    name: say(entity.document.label, locale),
    onOpen: (open) => onSearch({ open }),
    onDay: (day) => onSearch({ at: dateOf(day), by: 'day' }),
    onCreate: rights.create && rights.fields[axis.start.key] === 'write' ? create : undefined,
  }
  const step = (by: 1 | -1): void => {
    const next = scale === 'month' ? addMonths(at, by) : at + by * (scale === 'week' ? 7 : 1)
    onSearch({ at: dateOf(next) })
  }
  const Grid = scale === 'month' ? MonthGrid : TimeGrid
  const tp = useT(periodMessages)
  return (
    <div className="m-calendar">
      <PeriodBar
        title={titleOf(scale, at, { locale, week: t('weekOf', { n: weekNumber(at) }) })}
        scale={scale}
        scales={scales.map((value) => ({ value, label: t(value) }))}
        onScale={(by) => onSearch({ by })}
        onStep={step}
        onToday={() => onSearch({ at: undefined })}
      />
      {found.error !== null ? <ErrorState error={found.error} onRetry={found.retry} /> : null}
      {found.isPending ? <Skeleton shape="cards" /> : null}
      {found.isPending || found.error !== null ? null : narrow ? (
        <Agenda {...parts} month={scale === 'month' ? monthStart(at) : undefined} />
      ) : (
        <Grid {...parts} month={monthStart(at)} />
      )}
      {found.hasMore ? (
        <button type="button" className="m-period-more" onClick={found.more}>
          {tp('more')}
        </button>
      ) : null}
      <div className="m-visually-hidden" role="status" aria-live="assertive">
        {keys.said}
      </div>
    </div>
  )
}

const extra = (key: string | undefined): readonly string[] => (key === undefined ? [] : [key])

function titleOf(
  scale: Scale,
  day: number,
  { locale, week }: { readonly locale: 'zh' | 'en'; readonly week: string },
): string {
  const at = new Date(day * 86_400_000)
  const tag = locale === 'zh' ? 'zh-CN' : 'en-GB'
  const say = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(at)
  if (scale === 'day') return say({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })
  const month = say({ year: 'numeric', month: 'long' })
  return scale === 'week' ? `${month} · ${week}` : month
}
