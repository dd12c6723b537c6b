import { defineChart, type ChartType } from '../../define.ts'
import { baseOption, exactFormat, flag, hasParts, legend, seriesOf, tooltip } from '../common.ts'
import { booleanSetting } from '../settings.ts'

/** Shows parts of one whole by the first measure. Values below zero have no place in it and are left out. */
export const pieChart: ChartType = defineChart({
  type: 'pie',
  version: 1,
  label: { zh: '饼图', en: 'Pie chart' },
  icon: 'chart-pie',
  group: 'share',
  needs: { dimensions: [1, 1], measures: [1, 8] },
  settings: [booleanSetting('ring', { zh: '环形', en: 'Ring' })],
  picture: { fill: 'M20 3a11 11 0 0 1 11 11H20z', line: 'M18 5a11 11 0 1 0 11 11H18z' },
  suits: ({ dimensions, bucket, groups, negative }) =>
    dimensions === 1 && bucket === undefined && negative !== true && (groups === undefined || groups <= 9)
      ? { rank: 64, why: { zh: '看每一项占整体多少', en: 'Shows each part of the whole' } }
      : undefined,
  describe: ({ ring }) => (ring === true ? { zh: '环形图', en: 'A ring' } : { zh: '饼图', en: 'A pie' }),
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    if (!hasParts(series.slice(0, 1))) return null
    const values = series[0]?.values ?? []
    // Names beside the slices would be cut off; the legend has them.
    const narrow = (theme.width ?? 800) < 420
    const data = categories.flatMap((name, index) => {
      const value = values[index] ?? null
      return value === null || value < 0 ? [] : [{ name, value }]
    })
    return {
      ...baseOption(theme),
      ...legend(
        theme,
        data.map((one) => one.name),
      ),
      tooltip: tooltip(theme, 'item', exactFormat(series[0]?.column)),
      series: [
        {
          type: 'pie',
          name: series[0]?.name ?? '',
          data,
          radius: flag(settings, 'ring', false) ? ['48%', '70%'] : '70%',
          center: ['50%', '54%'],
          minShowLabelAngle: narrow ? 14 : 0,
          itemStyle: { borderColor: theme.surface, borderWidth: 1 },
          label: narrow
            ? {
                position: 'inside',
                color: theme.surface,
                textBorderWidth: 0,
                formatter: '{d}%',
                fontSize: 10,
              }
            : { color: theme.text, textBorderWidth: 0, formatter: '{b}\n{d}%', lineHeight: 15 },
          labelLine: { show: !narrow, lineStyle: { color: theme.border } },
        },
      ],
    }
  },
})
