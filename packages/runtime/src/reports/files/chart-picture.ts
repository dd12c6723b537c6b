import type { Json } from '@mortise/expressions'
import { printFont } from '@mortise/prints'
import { applyFormatters, printTheme } from '@mortise/reports'
import type { Workspace } from '../../context/workspace.ts'
import type { TargetResult } from '../target.ts'

/** Size of a chart on paper, in points. */
export type PictureSize = { readonly width: number; readonly height: number }

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A chart as an SVG picture, drawn here with the options that screens draw; undefined for what is no drawing (figures,
 * tables) or holds nothing. Whole at once: nothing is drawn step by step.
 */
export async function chartPicture(
  { part, result }: TargetResult,
  given: {
    readonly kit: Workspace['options']['kit']
    readonly locale: 'zh' | 'en'
    readonly size: PictureSize
  },
): Promise<string | undefined> {
  const { kit, locale, size } = given
  const type = part.chart === undefined ? undefined : kit.charts.find(part.chart.type)
  const theme = { ...printTheme(locale, printFont), width: size.width }
  const option =
    result.rows.length === 0 ? null : (type?.toOption(result, part.chart?.settings ?? {}, theme) ?? null)
  if (option === null) return undefined
  const { legend } = option
  const { init } = await import('echarts')
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption({
      ...applyFormatters(option),
      animation: false,
      progressive: 0,
      tooltip: { show: false },
      toolbox: { show: false },
      dataZoom: undefined,
      // Nobody turns the pages of a legend on paper.
      ...(isObject(legend) ? { legend: { ...legend, type: 'plain' } } : {}),
    } as never)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
