import type { Json } from '@mortise/expressions'
import type { FieldDocument, Settings } from '@mortise/schema'
import type { ChartTheme } from '../define.ts'
import type { ReportColumn } from '../types.ts'
import { flag, point, type Series } from './common.ts'
import { shortText } from './marks.ts'
import { booleanSetting, numberSetting } from './settings.ts'

/** Settings of the lines that help to judge a drawing: its average, its trend, a target. */
export const lineSettings: readonly FieldDocument[] = [
  booleanSetting('average', { zh: '平均线', en: 'Line of the average' }),
  booleanSetting('trend', { zh: '趋势线', en: 'Line of the trend' }),
  numberSetting('target', { zh: '目标线', en: 'Line of a target' }),
]

const words = {
  average: { zh: '平均', en: 'Average' },
  trend: { zh: '趋势', en: 'Trend' },
  target: { zh: '目标', en: 'Target' },
} as const

/** The middle of the values that are there; null where none is. */
export function averageOf(values: readonly (number | null)[]): number | null {
  const present = values.filter((one) => one !== null)
  return present.length === 0 ? null : present.reduce((sum, one) => sum + one / present.length, 0)
}

/** First and last height of the straight line that lies nearest to all values; null with fewer than three of them. */
function trendOf(values: readonly (number | null)[]): readonly [number, number] | null {
  const points = values.flatMap((value, at) => (value === null ? [] : [[at, value] as const]))
  if (points.length < 3) return null
  const [meanX, meanY] = [averageOf(points.map(([x]) => x)) ?? 0, averageOf(points.map(([, y]) => y)) ?? 0]
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const slope = over / under
  if (!Number.isFinite(slope)) return null
  return [meanY - slope * meanX, meanY + slope * (values.length - 1 - meanX)]
}

/** The target a setting names, or null. */
export function targetOf(settings: Settings): number | null {
  return point(settings['target'])
}

/** How a drawing lies. `inside`: an axis stands where the names of lines else would. */
type Lying = { readonly theme: ChartTheme; readonly horizontal: boolean; readonly inside?: boolean }

/** A line across at a height, named at its end. */
function level(
  given: { readonly height: number; readonly word: keyof typeof words; readonly colour: string },
  drawing: Lying & { readonly column: ReportColumn | undefined },
): Json {
  const { height, word, colour } = given
  const { theme, horizontal, column } = drawing
  const text = `${words[word][theme.locale]} ${shortText(column, height, theme)}`
  return {
    ...(horizontal ? { xAxis: height } : { yAxis: height }),
    name: word,
    lineStyle: { color: colour, type: word === 'target' ? 'solid' : 'dashed', width: 1.5 },
    label: {
      show: true,
      position: drawing.inside === true ? 'insideStartTop' : horizontal ? 'start' : 'end',
      formatter: text.replaceAll('{', '('),
      color: theme.secondary,
      fontSize: 11,
    },
  }
}

/** The lines that were asked for, over the first series; nothing where none was. */
export function analysisLines(
  series: Pick<Series, 'values' | 'column'> | undefined,
  settings: Settings,
  drawing: Lying,
): { readonly markLine?: Json } {
  const { theme, horizontal } = drawing
  const values = series?.values ?? []
  const shared = { ...drawing, column: series?.column }
  const average = flag(settings, 'average', false) ? averageOf(values) : null
  const trend = flag(settings, 'trend', false) ? trendOf(values) : null
  const target = targetOf(settings)
  const spot = (at: number, height: number): Json => ({ coord: horizontal ? [height, at] : [at, height] })
  const lines: readonly Json[] = [
    ...(average === null
      ? []
      : [level({ height: average, word: 'average', colour: theme.secondary }, shared)]),
    ...(target === null
      ? []
      : [level({ height: target, word: 'target', colour: theme.series[3] ?? theme.text }, shared)]),
    ...(trend === null
      ? []
      : [
          [
            {
              ...(spot(0, trend[0]) as { readonly coord: Json }),
              name: 'trend',
              lineStyle: { color: theme.series[4] ?? theme.text, type: 'dashed', width: 1.5 },
              label: {
                show: true,
                position: 'insideStartTop',
                formatter: words.trend[theme.locale],
                color: theme.secondary,
                fontSize: 11,
              },
            },
            spot(values.length - 1, trend[1]),
          ],
        ]),
  ]
  if (lines.length === 0) return {}
  return { markLine: { silent: true, symbol: 'none', animation: false, data: lines } }
}

/** The end of the value axis, where a target lies beyond every value and would not be seen. */
export function roomFor(
  settings: Settings,
  values: readonly (number | null)[],
): { readonly [end: string]: Json } {
  const target = targetOf(settings)
  if (target === null) return {}
  const present = values.filter((one) => one !== null)
  if (target > Math.max(0, ...present)) return { max: target * 1.05 }
  return target < Math.min(0, ...present) ? { min: target * 1.05 } : {}
}
