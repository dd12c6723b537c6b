import type { ChartMark } from '@mortise/reports'
import { BarChart, FunnelChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use as register } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { type ReactNode, use, useEffect, useRef } from 'react'
import { loadParts } from './echart-parts.ts'

register([
  BarChart,
  FunnelChart,
  LineChart,
  PieChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
])

type Clicked = {
  readonly dataIndex?: number
  readonly seriesIndex?: number
  readonly name?: string
  readonly data?: unknown
}

/** The row that a mark's own data names, where it names one. */
function rowIn(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { row } = data as { readonly row?: unknown }
  return typeof row === 'number' ? row : undefined
}

type Option = { readonly [key: string]: unknown }

/** Points of the screen to one of the drawing, also where a part of the page is made larger as a whole. */
function fineness(box: Element): number {
  const { currentCSSZoom: zoom = 1 } = box as { readonly currentCSSZoom?: number }
  return window.devicePixelRatio * zoom
}

/** A drawing that became so much wider or narrower is laid out anew. */
const step = 24

/** Draws an ECharts option; loaded only by screens that have a chart. A click tells which mark it was. */
export default function EChart({
  option,
  fit,
  label,
  onPick,
}: {
  readonly option: Option
  /** The option for a drawing so wide, where it depends on that. */
  readonly fit?: (width: number) => Option
  readonly label: string
  readonly onPick?: (mark: ChartMark) => void
}): ReactNode {
  use(loadParts(option))
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick
  const drawn = useRef(0)
  const draw = useRef(() => undefined as void)
  draw.current = () => {
    drawn.current = chart.current?.getWidth() ?? 0
    chart.current?.setOption(fit?.(drawn.current) ?? option, { notMerge: true })
  }
  useEffect(() => {
    if (box.current === null) return undefined
    const made = init(box.current, undefined, { devicePixelRatio: fineness(box.current) })
    chart.current = made
    made.on('click', (event) => {
      const { dataIndex, seriesIndex = 0, name, data } = event as Clicked
      if (dataIndex !== undefined) pick.current?.({ dataIndex, seriesIndex, name, row: rowIn(data) })
    })
    const watch = new ResizeObserver(() => {
      made.resize()
      if (Math.abs(made.getWidth() - drawn.current) > step) draw.current()
    })
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => draw.current(), [option])
  return <div ref={box} className="m-chart" role="img" aria-label={label} />
}
