import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import { baseOption, hasParts, measuresOf, seriesOf, widthOf } from '../common.ts'
import { exactText, rowTip, shortText, textLabel, tipOf } from '../marks.ts'
import { selectSetting } from '../settings.ts'

/** Words stand to the right of the widest stage, on a phone too. */
function roomRight({ width }: ChartTheme, words: readonly string[]): Json {
  if (width === undefined) return '38%'
  return Math.min(width * 0.55, Math.max(width * 0.3, ...words.map((one) => widthOf(one) + 16)))
}

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
  picture: { fill: 'M5 4h30l-5 6H10zM11 12h18l-4 5H15zM16 19h8l-2 6h-4z' },
  suits: ({ kind, dimensions, groups }) =>
    kind === 'stages'
      ? { rank: 100, why: { zh: '看每一步留下多少', en: 'Shows how many remain at each step' } }
      : dimensions === 1 && groups !== undefined && groups >= 3 && groups <= 8
        ? {
            rank: 30,
            why: { zh: '各项有先后步骤时，看每一步留下多少', en: 'For steps in order: how many remain' },
          }
        : undefined,
  describe: () => ({ zh: '漏斗图', en: 'A funnel' }),
  toOption: (result, settings, theme) => {
    const { categories, series } = seriesOf(result, theme.locale)
    if (!hasParts(series.slice(0, 1))) return null
    const [main] = series
    const measures = measuresOf(result)
    const rate = measures.find(({ key }) => key === 'step')
    const data = categories.map((name, index) => {
      const row = result.rows[index] ?? {}
      const kept =
        rate === undefined || (row[rate.key] ?? null) === null ? '' : ` · ${exactText(rate, row[rate.key])}`
      return {
        name,
        value: main?.values[index] ?? 0,
        row: index,
        text: `${name}  ${shortText(main?.column, row[main?.column.key ?? ''], theme)}${kept}`,
        tip: rowTip(result, index, { measures, locale: theme.locale }),
      }
    })
    return {
      ...baseOption(theme),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'funnel',
          name: main?.name ?? '',
          data,
          sort: 'none',
          funnelAlign: settings['align'] === 'left' ? 'left' : 'center',
          left: '4%',
          right: roomRight(
            theme,
            data.map(({ text }) => text),
          ),
          top: 12,
          bottom: 12,
          minSize: '4%',
          gap: 2,
          itemStyle: { borderColor: theme.surface, borderWidth: 0 },
          label: textLabel(theme, 'right'),
          labelLine: { length: 8, lineStyle: { color: theme.border } },
        },
      ],
    }
  },
})
