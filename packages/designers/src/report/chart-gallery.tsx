import { say } from '@mortise/errors'
import { chartFits, type ChartType, type ReportPlan, suggestChart } from '@mortise/reports'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

const range = ([from, to]: readonly [number, number]): string =>
  from === to ? String(from) : `${from}–${to}`

/** Every chart; those that can't show this report stand back, the one that shows it best carries a mark. */
export function ChartGallery({
  plan,
  current,
  onChoose,
}: {
  readonly plan: Pick<ReportPlan, 'columns' | 'kind'> | undefined
  readonly current: string | undefined
  readonly onChoose: (chart: ChartType) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const best = plan === undefined ? undefined : suggestChart(plan)
  return (
    <div className="r-gallery" role="group" aria-label={t('charts')}>
      {kit.charts.all.map((chart) => {
        const fits = plan !== undefined && chartFits(chart, plan)
        const name = say(chart.label, locale)
        const needs = t('needs', {
          dimensions: range(chart.needs.dimensions),
          measures: range(chart.needs.measures),
        })
        return (
          <Tooltip key={chart.type} title={fits ? undefined : needs} mouseEnterDelay={0.3}>
            <button
              type="button"
              className="r-chart"
              aria-pressed={current === chart.type}
              aria-disabled={!fits}
              data-fits={fits}
              onClick={() => fits && onChoose(chart)}
            >
              <Icon name={chart.icon} size={16} />
              <span>{name}</span> {best === chart.type ? <i>{t('suggested')}</i> : null}
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
