import { say } from '@mortise/errors'
import { decimalToNumber, divideDecimal, type Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { baseOption, dimensionsOf, measuresOf, point } from '../common.ts'
import { crowdZoom } from '../crowd.ts'
import { isShare, percent } from '../formatters.ts'
import { targetOf } from '../lines.ts'
import { exactText, rowName, shortText, textLabel, tipOf } from '../marks.ts'
import { numberSetting } from '../settings.ts'

/** How far each has come: the first measure against the second, or against a target that is the same for all. */
export const progressChart: ChartType = defineChart({
  type: 'progress',
  version: 1,
  label: { zh: '进度条', en: 'Progress' },
  icon: 'target',
  group: 'value',
  needs: { dimensions: [0, 1], measures: [1, 2] },
  settings: [
    numberSetting('target', { zh: '目标值（没有目标列时用）', en: 'Target, where no measure gives it' }),
  ],
  picture: { fill: 'M4 5h22v5H4zM4 12h30v5H4zM4 19h13v5H4z', line: 'M4 5h32v5H4zM4 12h32v5H4zM4 19h32v5H4z' },
  suits: ({ dimensions, measures, negative }) =>
    dimensions <= 1 && measures === 2 && negative !== true
      ? {
          rank: 50,
          why: { zh: '第二个值是目标时，看完成了多少', en: 'Where the second value is the target: how far' },
        }
      : undefined,
  describe: () => ({ zh: '完成进度', en: 'Progress towards a target' }),
  toOption: (result, settings, theme) => {
    const [column, goal] = measuresOf(result)
    const fixed = goal === undefined ? (targetOf(settings) ?? (isShare(column?.format) ? 1 : null)) : null
    if (column === undefined || (goal === undefined && fixed === null)) return null
    const { locale } = theme
    const named = dimensionsOf(result).length > 0
    const names = result.rows.map((_, row) =>
      named ? rowName(result, row, { dimension: 0, locale }) : say(column.label, locale),
    )
    const data = result.rows.map((row, index): Json => {
      const [value, target] = [point(row[column.key]), goal === undefined ? fixed : point(row[goal.key])]
      const done = value === null || target === null || target <= 0 ? null : divideDecimal(value, target)
      const share = done === null ? null : decimalToNumber(done)
      const [own, aim] = [row[column.key], goal === undefined ? fixed : row[goal.key]]
      const reached = share === null ? '—' : percent(share)
      return {
        value: share === null ? 0 : Math.min(Math.max(share, 0), 1),
        row: index,
        text: `${reached}　${shortText(column, own, theme)} / ${shortText(goal ?? column, aim, theme)}`,
        tip: `${names[index] ?? ''}\n${exactText(column, own)} / ${exactText(goal ?? column, aim)}　${reached}`,
        itemStyle: {
          color: (share ?? 0) >= 1 ? (theme.series[2] ?? theme.text) : (theme.series[0] ?? theme.text),
        },
      }
    })
    return {
      ...baseOption(theme),
      xAxis: { type: 'value', min: 0, max: 1, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: theme.secondary, width: 96, overflow: 'truncate' },
      },
      ...crowdZoom(theme, names.length, true),
      grid: { left: 8, right: 148, top: 8, bottom: 8, containLabel: true },
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'bar',
          name: say(column.label, locale),
          data,
          barMaxWidth: 14,
          barMinWidth: 6,
          showBackground: true,
          backgroundStyle: { color: theme.border, borderRadius: 7 },
          itemStyle: { borderRadius: 7 },
          // Words stand at the end of the whole track, so that they are one under the other.
          label: { ...textLabel(theme, 'left'), show: false },
        },
        {
          type: 'bar',
          name: '',
          data: data.map((one) => ({
            ...(one as { readonly [key: string]: Json }),
            value: 1,
            itemStyle: { color: 'transparent' },
          })),
          barGap: '-100%',
          barMaxWidth: 14,
          label: textLabel(theme, 'right'),
          tooltip: { show: false },
        },
      ],
    }
  },
})
