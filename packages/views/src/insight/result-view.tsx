import {
  applyFormatters,
  type ChartMark,
  type ChartTheme,
  type ChartType,
  dimensionsOf,
  type ReportResult,
  type ReportRow,
  rowAtMark,
} from '@mortise/reports'
import type { ReportDocument, Settings } from '@mortise/schema'
import { chartSeries, EmptyState, fontFamily, Skeleton, tokens, useLocale, useT, useUi } from '@mortise/ui'
import { lazy, type ReactNode, Suspense, use, useCallback, useMemo } from 'react'
import '../styles/insight.css'
import { useOptionalWorkspace } from '../workspace/metadata.tsx'
import { type Charts, useChartLoader } from './chart-kit.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { messages } from './messages.ts'
import { NumberTiles } from './number-tiles.tsx'
import { ResultTable } from './result-table.tsx'

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
  const layout = report?.layout ?? props.result.layout
  const across = layout?.columns ?? []
  if (props.result.rows.length === 0)
    return <EmptyState drawing="chart" title={t('empty')} text={t('emptyText')} />
  return layout !== undefined && across.length > 0 ? (
    <MatrixTable {...props} report={{ ...report, layout }} />
  ) : (
    <ResultTable {...props} totals={layout?.totals !== false} />
  )
}

/** A pivot lays its last dimension across, where the report itself lays none. */
function crossed(
  report: ResultViewProps['report'],
  result: ReportResult,
): Pick<ReportDocument, 'layout' | 'measures'> {
  const layout = report?.layout ?? result.layout
  if ((layout?.columns ?? []).length > 0) return layout === undefined ? {} : { ...report, layout }
  const last = dimensionsOf(result).at(-1)
  const columns = last === undefined ? [] : [last.key]
  return { ...report, layout: { ...layout, kind: 'matrix', columns } }
}

/** What stands in a chart's place where it is not drawn by the library. */
const faces: { readonly [K in NonNullable<ChartType['drawn']>]: (props: ResultViewProps) => ReactNode } = {
  numbers: ({ result, chart, onPick }) => (
    <NumberTiles result={result} settings={chart?.settings ?? {}} onPick={onPick} />
  ),
  table: (props) => <ReportTable {...props} />,
  matrix: ({ chart, report, result, label, onPick }) => (
    <MatrixTable
      result={result}
      label={label}
      onPick={onPick}
      report={crossed(report, result)}
      shade={chart?.settings?.['shade'] !== false}
    />
  ),
}

/** The charts of the workspace, or of a page that stands outside of any. */
function useCharts(): () => Promise<Charts> {
  const [inside, outside] = [useOptionalWorkspace(), useChartLoader()]
  const load = outside ?? inside?.loadKit
  if (load === undefined) throw new Error('no charts above')
  return load
}

function Drawn(props: ResultViewProps): ReactNode {
  const { result, chart, label, onPick } = props
  const kit = use(useCharts()())
  const t = useT(messages)
  const theme = useChartTheme()
  const type = chart === undefined ? undefined : kit.charts.find(chart.type)
  const settings = chart?.settings
  const fit = useCallback(
    (width?: number) => {
      const sized = width === undefined ? theme : { ...theme, width }
      const plain = type?.toOption(result, settings ?? {}, sized) ?? null
      return plain === null ? null : applyFormatters(plain)
    },
    [type, result, settings, theme],
  )
  const option = useMemo(() => fit(), [fit])
  if (result.rows.length === 0) return <EmptyState drawing="chart" title={t('empty')} text={t('emptyText')} />
  if (option === null) {
    const fallback = dimensionsOf(result).length === 0 ? 'numbers' : 'table'
    return faces[type?.drawn ?? fallback](props)
  }
  const pick = (mark: ChartMark): void => {
    const row = rowAtMark(result, mark, theme.locale)
    if (row !== undefined) onPick?.(row)
  }
  return (
    <EChart
      option={option}
      fit={(width) => fit(width) ?? option}
      label={t('drawn', { name: label })}
      onPick={pick}
    />
  )
}
