import { say } from '@mortise/errors'
import {
  chartFits,
  type ChartType,
  type ReportPlan,
  type ReportResult,
  suggestCharts,
} from '@mortise/reports'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Popover, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { ChartPicture } from './chart-picture.tsx'
import { groupWord, messages } from './messages.ts'

const range = ([from, to]: readonly [number, number]): string =>
  from === to ? String(from) : `${from}–${to}`

/** How many charts stand ready to be taken at once; all the others are one click away. */
const ready = 5

type GalleryProps = {
  readonly plan: Pick<ReportPlan, 'columns' | 'kind'> | undefined
  /** The numbers, where they are there: many groups or values below zero call for other charts. */
  readonly result?: ReportResult | undefined
  readonly current: string | undefined
  readonly onChoose: (chart: ChartType) => void
}

/** The charts that suit this report, the best one marked, each with its reason; behind them every chart there is. */
export function ChartGallery({ plan, result, current, onChoose }: GalleryProps): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const [open, setOpen] = useState(false)
  const found = plan === undefined ? [] : suggestCharts(plan, kit.charts, result)
  const first = found.slice(0, ready).map(({ chart }) => chart)
  const chosen = kit.charts.find(current ?? '')
  const shown =
    chosen === undefined || first.includes(chosen) ? first : [chosen, ...first.slice(0, ready - 1)]
  const why = new Map(found.map(({ chart, advice }) => [chart.type, advice.why]))
  const choose = (chart: ChartType): void => {
    setOpen(false)
    onChoose(chart)
  }
  const button = (chart: ChartType, large: boolean): ReactNode => (
    <ChartButton
      key={chart.type}
      chart={chart}
      large={large}
      plan={plan}
      why={why.get(chart.type)}
      best={found[0]?.chart === chart}
      pressed={current === chart.type}
      onChoose={choose}
    />
  )
  const groups = [...Map.groupBy(kit.charts.all, ({ group }) => group)]
  return (
    <div className="r-gallery" role="group" aria-label={t('charts')}>
      {shown.map((chart) => button(chart, false))}
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={setOpen}
        content={
          <div className="r-all-charts" role="group" aria-label={t('allCharts')}>
            {groups.map(([group, charts]) => (
              <section key={group}>
                <h4>{groupWord[group] === undefined ? group : t(groupWord[group])}</h4>
                <div>{charts.map((chart) => button(chart, true))}</div>
              </section>
            ))}
          </div>
        }
      >
        <button type="button" className="r-chart" aria-expanded={open}>
          <Icon name="layout-grid" size={16} />
          <span>{t('allCharts')}</span>
        </button>
      </Popover>
    </div>
  )
}

/** One chart: its picture and name; on hover what speaks for it, or what the report lacks for it. */
function ChartButton({
  chart,
  large,
  plan,
  why,
  best,
  pressed,
  onChoose,
}: {
  readonly chart: ChartType
  readonly large: boolean
  readonly plan: GalleryProps['plan']
  readonly why: { readonly zh: string; readonly en: string } | undefined
  readonly best: boolean
  readonly pressed: boolean
  readonly onChoose: (chart: ChartType) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const fits = plan !== undefined && chartFits(chart, plan)
  const { dimensions, measures, bucket } = chart.needs
  const needs = [
    t('needs', { dimensions: range(dimensions), measures: range(measures) }),
    ...(bucket === 'day' ? [t('needsDay')] : []),
  ].join(' · ')
  const note = fits ? why?.[locale] : needs
  return (
    <Tooltip title={note} mouseEnterDelay={0.3}>
      <button
        type="button"
        className="r-chart"
        data-large={large}
        aria-pressed={pressed}
        aria-disabled={!fits}
        data-fits={fits}
        onClick={() => fits && onChoose(chart)}
      >
        <ChartPicture chart={chart} large={large} />
        <span>{say(chart.label, locale)}</span> {best ? <i>{t('suggested')}</i> : null}
      </button>
    </Tooltip>
  )
}
