import { say } from '@mortise/errors'
import { decimalToNumber, divideDecimal } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { baseOption, measuresOf, point } from '../common.ts'
import { isShare, percent } from '../formatters.ts'
import { targetOf } from '../lines.ts'
import { exactText, shortText, tipOf } from '../marks.ts'
import { numberSetting } from '../settings.ts'

/** One number on a half circle that ends at its target: the second measure, a setting, or the whole of a share. */
export const gaugeChart: ChartType = defineChart({
  type: 'gauge',
  version: 1,
  label: { zh: '仪表', en: 'Gauge' },
  icon: 'gauge',
  group: 'value',
  needs: { dimensions: [0, 0], measures: [1, 2] },
  settings: [
    numberSetting('target', { zh: '满值（没有目标列时用）', en: 'Full at, where no measure gives it' }),
  ],
  picture: { line: 'M6 22a14 14 0 0 1 28 0M20 22l7-9M10 22a10 10 0 0 1 1-4' },
  suits: ({ dimensions, measures }) =>
    dimensions === 0 && measures === 2
      ? {
          rank: 70,
          why: { zh: '第二个值是目标时，看离目标多远', en: 'Where the second value is the target: how near' },
        }
      : undefined,
  describe: () => ({ zh: '一个数字离目标多远', en: 'How near a number is to its target' }),
  toOption: (result, settings, theme) => {
    const [column, goal] = measuresOf(result)
    const [row] = result.rows
    const value = point(row?.[column?.key ?? ''])
    const share = isShare(column?.format)
    const target = goal === undefined ? (targetOf(settings) ?? (share ? 1 : null)) : point(row?.[goal.key])
    if (column === undefined || row === undefined || value === null || target === null || target <= 0)
      return null
    const own = row[column.key]
    const aim = goal === undefined ? target : row[goal.key]
    const done = decimalToNumber(divideDecimal(value, target) ?? 0)
    const { locale } = theme
    const words = `${shortText(column, own, theme)} / ${shortText(goal ?? column, aim, theme)}`
    return {
      ...baseOption(theme),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'gauge',
          name: say(column.label, locale),
          startAngle: 200,
          endAngle: -20,
          min: Math.min(0, value),
          max: Math.max(target, value),
          radius: '96%',
          center: ['50%', '62%'],
          progress: { show: true, width: 14, roundCap: true },
          axisLine: { roundCap: true, lineStyle: { width: 14, color: [[1, theme.border]] } },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: { show: false },
          pointer: { show: false },
          itemStyle: { color: (done >= 1 ? theme.series[2] : theme.series[0]) ?? theme.text },
          title: {
            offsetCenter: [0, '26%'],
            color: theme.secondary,
            fontSize: 12,
            width: 160,
            overflow: 'truncate',
          },
          detail: {
            offsetCenter: [0, '-6%'],
            color: theme.text,
            fontSize: 26,
            fontWeight: 600,
            formatter: percent(done),
          },
          data: [
            {
              value,
              row: 0,
              name: words,
              tip: `${say(column.label, locale)}\n${exactText(column, own)} / ${exactText(goal ?? column, aim)}`,
            },
          ],
        },
      ],
    }
  },
})
