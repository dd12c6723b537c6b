import { defineChart, type ChartType } from '../../define.ts'
import { baseOption, exactFormat, formatOf, hasParts, seriesOf, tooltip, valueLabel } from '../common.ts'
import { selectSetting } from '../settings.ts'

/** Shows how many remain from step to step. Keeps the order of the rows: stages are not sorted by size. */
export const funnelChart: ChartType = defineChart({
  type: 'funnel',
  version: 1,
  label: { zh: '漏斗图', en: 'Funnel' },
  icon: 'filter',
  group: 'share',
  needs: { dimensions: [1, 1], measures: [1, 12] },
  settings: [
    selectSetting('align', { zh: '对齐', en: 'Alignment' }, [
      { value: 'center', label: { zh: '居中', en: 'Centre' } },
      { value: 'left', label: { zh: '左', en: 'Left' } },
    ]),
  ],
  describe: () => ({ zh: '漏斗图', en: 'A funnel' }),
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    if (!hasParts(series.slice(0, 1))) return null
    const [main] = series
    const data = categories.map((name, index) => ({ name, value: main?.values[index] ?? 0 }))
    const label = valueLabel(theme, { column: main?.column, show: true, position: 'right' })
    return {
      ...baseOption(theme),
      tooltip: tooltip(theme, 'item', exactFormat(main?.column)),
      series: [
        {
          type: 'funnel',
          name: main?.name ?? '',
          data,
          sort: 'none',
          funnelAlign: settings['align'] === 'left' ? 'left' : 'center',
          left: '4%',
          // Names of stages stand to the right of the widest one, on a phone too.
          right: '38%',
          top: 12,
          bottom: 12,
          minSize: '4%',
          gap: 2,
          itemStyle: { borderColor: theme.surface, borderWidth: 0 },
          label: {
            ...(label as { readonly [key: string]: boolean }),
            formatter: {
              ...(formatOf(main?.column, theme) as { readonly [key: string]: string }),
              named: true,
            },
          },
          labelLine: { length: 8, lineStyle: { color: theme.border } },
        },
      ],
    }
  },
})
