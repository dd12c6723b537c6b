import type { ReportAsk } from '@mortise/client'
import { say } from '@mortise/errors'
import { phoneOrder, type ReportResult } from '@mortise/reports'
import type { DashboardDocument, WidgetDocument } from '@mortise/schema'
import { Card, Icon, Skeleton, useLocale, useT, useUi } from '@mortise/ui'
import { useQueries, useQueryClient, type UseQueryOptions } from '@tanstack/react-query'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { queryKeys } from '../../workspace/queries.ts'
import { ResultView } from '../result-view.tsx'
import { messages } from './messages.ts'
import type { Slide } from './slides.ts'
import { useStacked } from './use-stacked.ts'
import { useUnrolling } from './use-unrolling.ts'

/** Milliseconds after which what could not be fetched is tried again. */
const again = 30_000

const askOf = (board: DashboardDocument): ReportAsk => ({
  filters: Object.fromEntries((board.filters ?? []).map((filter) => [filter.key, filter.default ?? null])),
  dashboard: board.key,
})

type Numbers = UseQueryOptions<ReportResult>

/** How the numbers of a tile are asked: kept as long as newer ones don't come, and tried again when they don't. */
function useNumbersOf(refresh: number): (board: DashboardDocument, widget: WidgetDocument) => Numbers {
  const { client } = useWorkspace()
  return (board, widget) => {
    const ask = askOf(board)
    return {
      queryKey: [...queryKeys.insight, 'widget', board.key, widget.id, ask],
      queryFn: () => client.insight.report<ReportResult>(widget.report ?? '', ask),
      enabled: widget.report !== undefined,
      staleTime: refresh * 60_000,
      gcTime: 24 * 3_600_000,
      refetchInterval: ({ state }) => (state.status === 'error' ? again : refresh * 60_000),
      refetchIntervalInBackground: true,
    }
  }
}

/** One screen of tiles that fills the room it has, with its numbers as fresh as asked for; what failed is told in a corner. */
export function WallSlide({
  slide,
  following,
  refresh,
  seconds,
}: {
  readonly slide: Slide
  /** What comes after it: its numbers are fetched meanwhile. */
  readonly following: Slide | undefined
  /** Minutes. */
  readonly refresh: number
  /** How long it stays. */
  readonly seconds: number
}): ReactNode {
  const { timeZone } = useUi()
  const locale = useLocale()
  const t = useT(messages)
  const numbersOf = useNumbersOf(refresh)
  const queries = useQueryClient()
  const stacked = useStacked()
  const widgets = stacked ? phoneOrder(slide.widgets) : slide.widgets
  const results = useQueries({ queries: widgets.map((widget) => numbersOf(slide.board, widget)) })
  useEffect(() => {
    for (const widget of following?.widgets ?? [])
      if (following !== undefined && widget.report !== undefined)
        void queries.prefetchQuery(numbersOf(following.board, widget))
  }, [following?.key])
  const failed = results.filter(({ isError }) => isError).length
  const oldest = results.flatMap(({ data }) => data?.asOf ?? []).toSorted()[0]
  const time =
    oldest === undefined
      ? undefined
      : new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
          timeZone,
          hour: '2-digit',
          minute: '2-digit',
        }).format(new Date(oldest))
  const { grid = 24 } = slide.board
  return (
    <>
      <div
        className="m-wall-grid"
        {...(stacked
          ? // By keys it is moved along like anything else that is longer than the screen.
            { tabIndex: 0, role: 'region', 'aria-label': slide.title }
          : {
              style: {
                gridTemplateColumns: `repeat(${grid}, minmax(0, 1fr))`,
                gridTemplateRows: `repeat(${slide.rows}, minmax(0, 1fr))`,
              },
            })}
      >
        {widgets.map((widget, at) => (
          <div key={widget.id} style={stacked ? stackedPlace(widget, grid) : placeOf(widget)}>
            <WallTile
              widget={widget}
              result={results[at]?.data}
              failed={results[at]?.isError === true}
              seconds={seconds}
            />
          </div>
        ))}
      </div>
      <div className="m-wall-note" role="status">
        {failed === 0 ? null : (
          <span className="m-wall-stale">
            <Icon name="refresh-cw" size={14} />
            {t('stale', { n: failed })}
          </span>
        )}
        {time === undefined ? null : <span>{t('asOf', { time })}</span>}
      </div>
    </>
  )
}

const placeOf = ({ x, y, w, h }: WidgetDocument): CSSProperties => ({
  gridColumn: `${x + 1} / span ${w}`,
  gridRow: `${y + 1} / span ${h}`,
})

/** What takes a quarter of a wide row, such as one figure, takes half of a phone's. */
const stackedPlace = ({ w, h }: WidgetDocument, grid: number): CSSProperties => ({
  gridColumn: w * 4 <= grid ? 'auto' : '1 / -1',
  minHeight: h * 36,
})

function WallTile({
  widget,
  result,
  failed,
  seconds,
}: {
  readonly widget: WidgetDocument
  readonly result: ReportResult | undefined
  readonly failed: boolean
  readonly seconds: number
}): ReactNode {
  const body = useRef<HTMLDivElement>(null)
  useUnrolling(body, seconds, !useStacked())
  const { model } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const report = model.document('report', widget.report ?? '')
  const title = say(widget.title ?? report?.label, locale)
  return (
    <Card className="m-widget m-wall-tile" title={title}>
      <div ref={body} className="m-widget-body" role="group" aria-label={title}>
        {result === undefined ? (
          failed ? (
            <p className="m-faint">{t('trying')}</p>
          ) : (
            <Skeleton shape="lines" count={4} />
          )
        ) : (
          <ResultView result={result} chart={widget.chart ?? report?.chart} label={title} report={report} />
        )}
      </div>
    </Card>
  )
}
