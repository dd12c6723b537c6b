import { EmptyState, ErrorState, Skeleton, useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { optionsOf } from '../record/stages.ts'
import '../styles/calendar.css'
import '../styles/time-chart.css'
import type { ViewProps } from '../view-type/types.ts'
import { pluralOf, readableFields, useRights, useWorkspace } from '../workspace/metadata.tsx'
import { ChartGrid } from './chart-grid.tsx'
import { chartMessages } from './chart-messages.ts'
import { dateOf, dayOf } from './days.ts'
import { messages } from './messages.ts'
import { PeriodBar } from './period-bar.tsx'
import { rowsOf } from './rows.ts'
import { type Scale, scaleFacts, scales } from './scales.ts'
import { type Axis, axisOf, type Span } from './spans.ts'
import { useColors } from './use-colors.ts'
import { useKeyShift } from './use-key-shift.ts'
import { useNow } from './use-today.ts'
import { useReschedule } from './use-reschedule.ts'
import { useSpans } from './use-spans.ts'

type ChartProps = ViewProps & {
  /** Several records in a line, as long as they don't touch; else a line for each. */
  readonly packed: boolean
}

/** Records as bars along time. */
export function TimeChart(props: ChartProps): ReactNode {
  const t = useT(messages)
  const { me } = useWorkspace()
  const { entity, view } = props
  const { timeZone } = me.workspace
  const axis = useMemo(() => axisOf(entity, view ?? {}, timeZone), [entity, view, timeZone])
  if (axis === undefined) return <EmptyState title={t('noField')} text={t('noFieldText')} />
  return <Chart {...props} axis={axis} />
}

/** Pixels that a point in time takes with its words beside it. */
const pointWidth = (title: string): number => Math.min(190, 34 + [...title].length * 12)

function Chart(props: ChartProps & { readonly axis: Axis }): ReactNode {
  const { entity, view, filter, search, onSearch, packed, axis } = props
  const t = useT(messages)
  const tc = useT(chartMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const rights = useRights(entity.key)
  const today = useNow(axis.timeZone).day
  const at = /^\d{4}-\d\d-\d\d$/.test(search.at ?? '') ? dayOf(search.at ?? '') : today
  const scale: Scale = scales.find((one) => one === search.by) ?? 'month'
  const facts = scaleFacts[scale]
  const { first, after } = facts.window(at)
  const readable = new Set(readableFields(entity, rights).map(({ key }) => key))
  const use = (key: string | undefined): string | undefined =>
    key !== undefined && readable.has(key) ? key : undefined
  const groupBy = use(view?.groupBy)
  const progress = use(view?.progressField)
  const { title } = entity.document
  const shown = (view?.columns ?? []).filter((key) => readable.has(key) && key !== title)
  const named = [title, axis.start.key, axis.end?.key, groupBy, progress, use(view?.colorField), ...shown]
  const found = useSpans({
    entity,
    axis,
    first,
    after,
    filter,
    search: search.q,
    fields: named.filter((one) => one !== undefined),
    sort: [
      ...(groupBy === undefined ? [] : [{ field: groupBy, dir: 'asc' as const }]),
      { field: axis.start.key, dir: 'asc' },
    ],
    pages: 1,
  })
  const how = useReschedule(entity, axis)
  const keys = useKeyShift(entity, { steps: { ArrowLeft: -1, ArrowRight: 1 }, how })
  const colors = useColors(entity, view?.colorField ?? groupColour(props))
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const groupField = entity.field(groupBy ?? '')
  const spans = useMemo(
    () => found.spans.map((one) => (keys.pending?.id === one.record.id ? keys.pending.span : one)),
    [found.spans, keys.pending],
  )
  const rows = ((): ReturnType<typeof rowsOf> => {
    const endOf = (span: Span): number =>
      Math.max(span.to.day, span.from.day + pointWidth(String(span.record[title] ?? '')) / facts.pixels)
    const order = groupField === undefined ? [] : optionsOf(groupField).map(({ value }) => value)
    return rowsOf(spans, { groupBy, packed, folded, order, endOf })
  })()
  const name = pluralOf(entity, locale)
  return (
    <div className="m-time-chart">
      <PeriodBar
        title={`${dateOf(first).slice(0, 7)} – ${dateOf(after - 1).slice(0, 7)}`}
        scale={scale}
        scales={scales.map((value) => ({ value, label: tc(value) }))}
        onScale={(by) => onSearch({ by })}
        onStep={(by) => onSearch({ at: dateOf(facts.step(at, by)) })}
        onToday={() => onSearch({ at: undefined })}
      />
      {found.error !== null ? <ErrorState error={found.error} onRetry={found.retry} /> : null}
      {found.isPending ? <Skeleton shape="rows" count={10} /> : null}
      {!found.isPending && found.error === null && rows.length === 0 ? (
        <EmptyState title={t('none', { name })} text={t('noneText')} />
      ) : null}
      {rows.length === 0 ? null : (
        <ChartGrid
          {...{ entity, axis, rows, packed, how, keys, colors, today, at, first, after, scale }}
          {...{ shown, progress, groupField, narrow }}
          label={name}
          folded={folded}
          onFold={(key) =>
            setFolded((now) => new Set(now.has(key) ? [...now].filter((one) => one !== key) : [...now, key]))
          }
          onOpen={(open) => onSearch({ open })}
          hasMore={found.hasMore}
          onMore={found.more}
        />
      )}
      <div className="m-visually-hidden" role="status" aria-live="assertive">
        {keys.said}
      </div>
    </div>
  )
}

/** Without a colour of its own a chart takes those of its groups. */
function groupColour({ entity, view }: ViewProps): string | undefined {
  const field = entity.field(view?.groupBy ?? '')
  return field !== undefined && optionsOf(field).length > 0 ? field.key : undefined
}
