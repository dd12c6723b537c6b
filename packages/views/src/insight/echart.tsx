import type { ChartMark } from '@mortise/reports'
import { BarChart, FunnelChart, GaugeChart, LineChart, PieChart } from 'echarts/charts'
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef } from 'react'

use([
  BarChart,
  FunnelChart,
  GaugeChart,
  LineChart,
  PieChart,
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  CanvasRenderer,
])

type Clicked = { readonly dataIndex?: number; readonly seriesIndex?: number; readonly name?: string }

/** Draws an ECharts option; loaded only by screens that have a chart. A click tells which mark it was. */
export default function EChart({
  option,
  label,
  onPick,
}: {
  readonly option: { readonly [key: string]: unknown }
  readonly label: string
  readonly onPick?: (mark: ChartMark) => void
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    if (box.current === null) return undefined
    const made = init(box.current)
    chart.current = made
    made.on('click', (event) => {
      const { dataIndex, seriesIndex = 0, name } = event as Clicked
      if (dataIndex !== undefined) pick.current?.({ dataIndex, seriesIndex, name })
    })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])
  return <div ref={box} className="m-chart" role="img" aria-label={label} />
}
