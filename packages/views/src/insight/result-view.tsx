import { say } from '@mortise/errors'
import {
  applyFormatters,
  type ChartMark,
  type ChartTheme,
  dimensionsOf,
  measuresOf,
  type ReportResult,
  type ReportRow,
  rowAtMark,
  shortChinese,
  shortEnglish,
} from '@mortise/reports'
import type { ReportDocument, Settings } from '@mortise/schema'
import { chartSeries, EmptyState, fontFamily, Skeleton, tokens, useLocale, useT, useUi } from '@mortise/ui'
import { lazy, type ReactNode, Suspense, use, useMemo } from 'react'
import '../styles/insight.css'
import { useWorkspace } from '../workspace/metadata.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { messages } from './messages.ts'
import { measureText, ResultTable } from './result-table.tsx'

const EChart = lazy(() => import('./echart.tsx'))

/** The colours and words charts are drawn with, in the mode of the screen. */
export function useChartTheme(): ChartTheme {
  const { mode } = useUi()
  const locale = useLocale()
  return useMemo(() => {
    const { text, secondary, border, surface } = tokens[mode]
    return { series: chartSeries[mode], text, secondary, border, surface, fontFamily, locale }
  }, [mode, locale])
}

/** A result the way its chart type draws it: by ECharts where the type gives an option, else by us. */
export function ResultView(props: ResultViewProps): ReactNode {
  return (
    <Suspense fallback={<Skeleton shape="lines" count={5} />}>
      <Drawn {...props} />
    </Suspense>
  )
}

type ResultViewProps = {
  readonly result: ReportResult
  readonly chart: { readonly type: string; readonly settings?: Settings } | undefined
  readonly label: string
  /** How the report lays its table out: down and across, and whether totals stand below. */
  readonly report?: Pick<ReportDocument, 'layout' | 'measures'> | undefined
  readonly onPick?: ((row: ReportRow) => void) | undefined
}

/** A result as a table, laid out the way its report says. */
export function ReportTable({
  report,
  ...props
}: Pick<ResultViewProps, 'result' | 'label' | 'report' | 'onPick'>): ReactNode {
  const t = useT(messages)
  const across = report?.layout?.columns ?? []
  const totals = report?.layout?.totals !== false
  if (props.result.rows.length === 0)
    return <EmptyState drawing="chart" title={t('empty')} text={t('emptyText')} />
  return across.length > 0 && report !== undefined ? (
    <MatrixTable {...props} report={report} />
  ) : (
    <ResultTable {...props} totals={totals} />
  )
}

function Drawn({ result, chart, label, report, onPick }: ResultViewProps): ReactNode {
  const kit = use(useWorkspace().loadKit())
  const t = useT(messages)
  const theme = useChartTheme()
  const type = chart === undefined ? undefined : kit.charts.find(chart.type)
  const option = useMemo(() => {
    const plain = type?.toOption(result, chart?.settings ?? {}, theme) ?? null
    return plain === null ? null : applyFormatters(plain)
  }, [type, result, chart?.settings, theme])
  if (result.rows.length === 0) return <EmptyState drawing="chart" title={t('empty')} text={t('emptyText')} />
  if (option === null) {
    return dimensionsOf(result).length === 0 ? (
      <NumberTiles result={result} onPick={onPick} />
    ) : (
      <ReportTable result={result} label={label} report={report} onPick={onPick} />
    )
  }
  const pick = (mark: ChartMark): void => {
    const row = rowAtMark(result, mark, theme.locale)
    if (row !== undefined) onPick?.(row)
  }
  return <EChart option={option} label={t('drawn', { name: label })} onPick={pick} />
}

function NumberTiles({
  result,
  onPick,
}: {
  readonly result: ReportResult
  readonly onPick: ((row: ReportRow) => void) | undefined
}): ReactNode {
  const locale = useLocale()
  const [row = {}] = result.rows
  // A single figure is what the title of its tile says.
  const figures = measuresOf(result)
  return (
    <div className="m-numbers">
      {figures.map((column) => {
        const value = row[column.key] ?? null
        const full = measureText(column, value)
        const share = column.format?.includes('%') === true || column.format === 'percent'
        const short = share ? full : (locale === 'zh' ? shortChinese(value) : shortEnglish(value)) || '—'
        return (
          <button
            key={column.key}
            type="button"
            title={full}
            aria-label={`${say(column.label, locale)} ${short}`}
            disabled={onPick === undefined}
            onClick={() => onPick?.(row)}
          >
            <span>{short}</span>
            {figures.length > 1 ? <small>{say(column.label, locale)}</small> : null}
          </button>
        )
      })}
    </div>
  )
}
