import type { ReportAsk } from '@mortise/client'
import { say } from '@mortise/errors'
import type { ReportResult, ReportRow } from '@mortise/reports'
import type { WidgetDocument } from '@mortise/schema'
import { Card, ErrorState, IconButton, Link, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { queryKeys } from '../workspace/queries.ts'
import type { Choices } from './board-filters.tsx'
import { type CrossFilter, crossFilter } from './cross-filter.ts'
import { LevelTrail, useDateLevels } from './date-levels.tsx'
import { messages } from './messages.ts'
import { useDrill } from './report-view.tsx'
import { ReportTable, ResultView } from './result-view.tsx'
import { useReachable } from './use-reachable.ts'

type WidgetProps = {
  readonly widget: WidgetDocument
  readonly choices: Choices
  readonly dashboard: string
  /** Minutes after which the numbers are asked anew. */
  readonly refresh?: number | undefined
  /** The mark clicked on another tile, or on this one. */
  readonly cross?: CrossFilter | undefined
  readonly onCross?: ((cross: CrossFilter | undefined) => void) | undefined
}

/** One tile of a dashboard, with its report inside: as its chart, or as the table of the same numbers. */
export function Widget({ widget, choices, dashboard, refresh, cross, onCross }: WidgetProps): ReactNode {
  const { client, model, loadKit } = useWorkspace()
  const locale = useLocale()
  const t = useT(messages)
  const [asTable, setAsTable] = useState(false)
  const key = widget.report ?? ''
  const report = model.document('report', key)
  const narrowing =
    cross !== undefined && cross.widget !== widget.id && cross.entity === report?.source.entity
  const levels = useDateLevels(report)
  const [stepwise, setStepwise] = useState(false)
  const conditions = [
    ...(narrowing ? [cross.condition] : []),
    ...(levels?.ask.filter === undefined ? [] : [levels.ask.filter]),
  ]
  const [condition] = conditions
  const ask: ReportAsk = {
    filters: choices,
    dashboard,
    ...levels?.ask,
    ...(condition === undefined ? {} : { filter: conditions.length < 2 ? condition : { and: conditions } }),
  }
  const data = useQuery({
    queryKey: [...queryKeys.insight, 'widget', dashboard, widget.id, ask],
    queryFn: () => client.insight.report<ReportResult>(key, ask),
    enabled: key !== '',
    placeholderData: (previous) => previous,
    ...(refresh === undefined ? {} : { refetchInterval: refresh * 60_000 }),
  })
  const drill = useDrill(key, ask)
  const title = say(widget.title ?? report?.label, locale)
  const chart = widget.chart ?? report?.chart
  const reachable = useReachable()
  const drawn = chart !== undefined && chart.type !== 'table' && (data.data?.columns.length ?? 0) > 1
  const pick = (row: ReportRow): void => {
    if (stepwise && levels?.open(row) === true) return
    if (
      widget.crossFilter !== true ||
      onCross === undefined ||
      report === undefined ||
      data.data === undefined
    )
      return drill(row)
    const given = { widget: widget.id, report, result: data.data, row }
    // The tile stands on the kit already.
    void loadKit().then((kit) => {
      const next = crossFilter(given, { kit, model, locale })
      const again = cross?.widget === widget.id && cross.text === next?.text
      return next === undefined ? drill(row) : onCross(again ? undefined : next)
    })
  }
  return (
    <Card
      className={`m-widget${narrowing ? ' m-widget-narrowed' : ''}`}
      title={
        <Link href={paths.report(key)} title={t('openReport')}>
          {title}
        </Link>
      }
      actions={
        drawn ? (
          <span className="m-widget-acts">
            {levels === undefined ? null : (
              <IconButton
                icon="layers"
                size={14}
                label={`${t('levels')} ${title}`}
                pressed={stepwise}
                onClick={() => {
                  levels.back(0)
                  setStepwise(!stepwise)
                }}
              />
            )}
            <IconButton
              icon={asTable ? 'chart-column' : 'table'}
              size={14}
              label={`${t(asTable ? 'showChart' : 'showTable')} ${title}`}
              pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            />
          </span>
        ) : null
      }
    >
      <div className="m-widget-body" ref={reachable} role="group" aria-label={title}>
        {stepwise && levels !== undefined ? <LevelTrail levels={levels} onRecords={() => drill({})} /> : null}
        {data.isPending ? <Skeleton shape="lines" count={4} /> : null}
        {data.isError ? <ErrorState error={data.error} onRetry={() => void data.refetch()} /> : null}
        {data.data === undefined ? null : asTable ? (
          <ReportTable result={data.data} label={title} report={report} onPick={pick} />
        ) : (
          <ResultView result={data.data} chart={chart} label={title} report={report} onPick={pick} />
        )}
      </div>
    </Card>
  )
}
