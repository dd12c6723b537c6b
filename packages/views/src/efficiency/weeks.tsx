import type { EfficiencyReport, RunFilter } from '@mortise/flows'
import { Card, Skeleton, useT } from '@mortise/ui'
import { lazy, type ReactNode, Suspense } from 'react'
import { useChartTheme } from '../insight/result-view.tsx'
import { messages } from './messages.ts'
import { type Clock, sayLength, spread } from './say.ts'
import { Head } from './tables.tsx'

const EChart = lazy(() => import('../insight/echart.tsx'))

/** How it went week by week: what began, what ended, and how long that took. */
export function WeekChart({
  report,
  clock,
  onPick,
}: {
  readonly report: EfficiencyReport
  readonly clock: Clock
  readonly onPick: (filter: RunFilter, name: string) => void
}): ReactNode {
  const t = useT(messages)
  const { series, text, secondary, border, fontFamily } = useChartTheme()
  const { weeks } = report.figures
  if (weeks.length < 2) return null
  const hours = weeks.map(({ run }) => {
    const { median } = spread(run, clock)
    return median === null ? null : Math.round(median / 360_000) / 10
  })
  const axis = { axisLabel: { color: secondary, fontFamily }, axisLine: { lineStyle: { color: border } } }
  const option = {
    aria: { enabled: true },
    animation: false,
    color: series,
    textStyle: { fontFamily, color: text },
    tooltip: { trigger: 'axis', confine: true },
    legend: { bottom: 0, textStyle: { color: secondary, fontFamily } },
    grid: { left: 8, right: 8, top: 16, bottom: 40, containLabel: true },
    xAxis: { type: 'category', data: weeks.map(({ week }) => week.slice(5)), ...axis },
    yAxis: [
      { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: border } }, ...axis },
      { type: 'value', splitLine: { show: false }, ...axis },
    ],
    series: [
      { type: 'bar', name: t('weekStarted'), data: weeks.map(({ started }) => started), barMaxWidth: 22 },
      { type: 'bar', name: t('weekEnded'), data: weeks.map(({ ended }) => ended), barMaxWidth: 22 },
      { type: 'line', name: t('weekMedian'), yAxisIndex: 1, data: hours, connectNulls: true },
    ],
  }
  return (
    <Card title={t('trend')} className="m-eff-weeks">
      <div>
        <Suspense fallback={<Skeleton shape="lines" count={5} />}>
          <EChart
            option={option}
            label={t('trend')}
            onPick={({ dataIndex }) => {
              const week = weeks[dataIndex]?.week
              if (week !== undefined) onPick({ week }, t('week', { week }))
            }}
          />
        </Suspense>
      </div>
      <WeekTable weeks={weeks} clock={clock} onPick={onPick} />
    </Card>
  )
}

const weekColumns = [
  { key: 'weekOf' },
  { key: 'weekStarted' },
  { key: 'weekEnded' },
  { key: 'median' },
] as const

/** The same as figures, for those who read rather than look, or have no mouse. */
function WeekTable({
  weeks,
  clock,
  onPick,
}: {
  readonly weeks: EfficiencyReport['figures']['weeks']
  readonly clock: Clock
  readonly onPick: (filter: RunFilter, name: string) => void
}): ReactNode {
  const t = useT(messages)
  return (
    <details>
      <summary>{t('weekTable')}</summary>
      <div className="m-eff-scroll" tabIndex={0} role="group" aria-label={t('weekTable')}>
        <table className="m-simple-table">
          <Head columns={weekColumns} />
          <tbody>
            {weeks.map(({ week, started, ended, run }) => (
              <tr key={week}>
                <th scope="row">
                  <button
                    type="button"
                    className="m-eff-link"
                    onClick={() => onPick({ week }, t('week', { week }))}
                  >
                    {week}
                  </button>
                </th>
                <td className="m-num">{started}</td>
                <td className="m-num">{ended}</td>
                <td className="m-num">{sayLength(t, spread(run, clock).median, clock)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
