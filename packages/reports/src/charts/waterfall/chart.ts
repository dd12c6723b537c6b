import { say } from '@mortise/errors'
import { addDecimal, decimalToNumber, type DecimalValue, type Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportColumn, ReportResult } from '../../types.ts'
import { signs } from '../colours.ts'
import {
  addsUp,
  axes,
  baseOption,
  dimensionsOf,
  flag,
  grid,
  hasPeriods,
  measuresOf,
  point,
} from '../common.ts'
import { crowdZoom } from '../crowd.ts'
import { exactText, rowName, shortText, textLabel, tipOf } from '../marks.ts'
import { booleanSetting } from '../settings.ts'

const sum = { zh: '合计', en: 'Total' }

type Step = {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly row?: number | undefined
  readonly text: string
  readonly tip: string
  readonly colour: string
}

/** Every row as a step from where the one before ended; added up as decimals, so that the end is exact. */
function stepsOf(result: ReportResult, column: ReportColumn, theme: ChartTheme): readonly Step[] {
  const { more, less } = signs(theme)
  let height: DecimalValue = 0
  const adding = addsUp(result, column)
  const steps = result.rows.flatMap((row, index): readonly Step[] => {
    const own = row[column.key] ?? null
    const value = point(own)
    if (value === null) return []
    const from = decimalToNumber(height)
    height = addDecimal(height, own as DecimalValue)
    const name = rowName(result, index, { dimension: 0, locale: theme.locale })
    const reached = exactText(column, height)
    const told = `${name}　${exactText(column, own)}`
    const tip = adding ? `${told}\n${sum[theme.locale]}　${reached}` : told
    const text = shortText(column, own, theme)
    const colour = value < 0 ? less : more
    return [{ name, from, to: decimalToNumber(height), row: index, text, tip, colour }]
  })
  if (!adding) return steps
  const name = sum[theme.locale]
  const whole: Step = {
    name,
    from: 0,
    to: decimalToNumber(height),
    text: shortText(column, height, theme),
    tip: `${name}　${exactText(column, height)}`,
    colour: theme.secondary,
  }
  return [...steps, whole]
}

/** A step in three parts: what is not drawn below or above it, and its parts above and below zero. */
function partsOf({ from, to, row, text, tip, colour }: Step): readonly [number, Json, Json] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)]
  const hidden = low > 0 ? low : Math.min(0, high)
  const above = Math.max(0, high) - Math.max(0, low)
  const below = Math.min(0, low) - Math.min(0, high)
  const mark = (value: number, words: string): Json => ({
    value,
    tip: words,
    text: words === '' ? '' : text,
    itemStyle: { color: colour },
    ...(row === undefined ? {} : { row }),
  })
  // A step across zero is two marks; only one of them speaks.
  const upper = above >= -below
  return [hidden, mark(above, upper ? tip : ''), mark(below, upper ? '' : tip)]
}

/** How a total comes about: each step begins where the one before ended. What can't be added up has no total. */
export const waterfallChart: ChartType = defineChart({
  type: 'waterfall',
  version: 1,
  label: { zh: '瀑布图', en: 'Waterfall' },
  icon: 'chart-column-increasing',
  group: 'compare',
  needs: { dimensions: [1, 1], measures: [1, 1] },
  settings: [
    booleanSetting('total', { zh: '显示合计', en: 'Show the total' }, true),
    booleanSetting('labels', { zh: '显示数值', en: 'Show values' }, true),
  ],
  picture: { fill: 'M4 18h5v7H4zM11 11h5v7h-5zM18 5h5v6h-5zM25 8h4v6h-4zM31 14h5v11h-5z' },
  suits: ({ dimensions, measures, negative, groups, adds }) =>
    dimensions === 1 && measures === 1 && adds !== false && (groups === undefined || groups <= 20)
      ? {
          rank: negative === true ? 86 : 44,
          why: { zh: '看合计是怎么一步步加减出来的', en: 'Shows how a total comes about step by step' },
        }
      : undefined,
  describe: () => ({ zh: '从第一项加减到合计', en: 'Step by step to the total' }),
  toOption: (result, settings, theme) => {
    const [column] = measuresOf(result)
    if (column === undefined || dimensionsOf(result).length === 0) return null
    const all = stepsOf(result, column, theme)
    const steps = flag(settings, 'total', true) ? all : all.filter(({ row }) => row !== undefined)
    if (steps.every(({ row }) => row === undefined)) return null
    const parts = steps.map(partsOf)
    const zoom = crowdZoom(theme, steps.length, false)
    const label = { show: flag(settings, 'labels', true) || theme.still === true }
    const bar = { type: 'bar', stack: 'all', barMaxWidth: 40 }
    const named = say(column.label, theme.locale)
    return {
      ...baseOption(theme),
      ...axes(theme, {
        periods: hasPeriods(result),
        categories: steps.map(({ name }) => name),
        column,
        horizontal: false,
      }),
      ...zoom,
      grid: grid(false, zoom),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          ...bar,
          name: '',
          data: parts.map(([hidden]) => hidden),
          silent: true,
          itemStyle: { color: 'transparent' },
          emphasis: { disabled: true },
        },
        {
          ...bar,
          name: named,
          data: parts.map(([, above]) => above),
          label: { ...textLabel(theme, 'top'), ...label },
          labelLayout: { hideOverlap: true },
        },
        {
          ...bar,
          name: named,
          data: parts.map(([, , below]) => below),
          label: { ...textLabel(theme, 'bottom'), ...label },
          labelLayout: { hideOverlap: true },
        },
      ],
    }
  },
})
