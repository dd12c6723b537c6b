import type { Json } from '@mortise/expressions'
import { defineChart, type ChartType } from '../../define.ts'
import { baseOption, measuresOf, point } from '../common.ts'
import { seriesColour } from '../colours.ts'
import { rowName, rowTip, tipOf } from '../marks.ts'

/** How much goes from each value of the first dimension to each of the second. What is nothing or below has no breadth. */
export const sankeyChart: ChartType = defineChart({
  type: 'sankey',
  version: 1,
  label: { zh: '桑基图', en: 'Sankey' },
  icon: 'waypoints',
  group: 'relation',
  needs: { dimensions: [2, 2], measures: [1, 3] },
  settings: [],
  picture: {
    line: 'M5 6h4c12 0 10 4 22 4h4M5 10h4c12 0 10 9 22 9h4M5 20h4c12 0 10-7 22-7h4',
    fill: 'M3 4h3v8H3zM3 17h3v7H3zM34 8h3v7h-3zM34 17h3v6h-3z',
  },
  suits: ({ dimensions, measures, bucket, negative, groups }) =>
    dimensions === 2 && measures === 1 && bucket === undefined && negative !== true && (groups ?? 0) <= 80
      ? { rank: 52, why: { zh: '看从哪里来、流到哪里去', en: 'Shows from where it comes and where it goes' } }
      : undefined,
  describe: () => ({ zh: '从一个维度流向另一个维度', en: 'How one dimension flows into another' }),
  toOption: (result, _settings, theme) => {
    const { locale } = theme
    const measures = measuresOf(result)
    const [column] = measures
    // Both sides may know the same name: a node is told apart by its side.
    const nodes = new Map<string, string>()
    const colours = new Map<string, string>()
    const links = result.rows.flatMap((row, index): readonly Json[] => {
      const value = point(row[column?.key ?? ''])
      if (value === null || value <= 0) return []
      const [from, to] = [0, 1].map((dimension) => rowName(result, index, { dimension, locale }))
      if (!nodes.has(`0 ${from}`)) colours.set(`0 ${from}`, seriesColour(theme, colours.size))
      nodes.set(`0 ${from}`, from ?? '')
      nodes.set(`1 ${to}`, to ?? '')
      return [
        {
          source: `0 ${from}`,
          target: `1 ${to}`,
          value,
          row: index,
          tip: rowTip(result, index, { measures, locale }),
        },
      ]
    })
    if (links.length === 0) return null
    return {
      ...baseOption(theme),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'sankey',
          data: [...nodes].map(
            ([name, text]): Json => ({
              name,
              text,
              tip: text,
              // Where it comes from has the colours; where it goes to takes none of them again.
              itemStyle: { color: colours.get(name) ?? theme.secondary },
              label: { position: name.startsWith('0') ? 'right' : 'left' },
            }),
          ),
          links,
          left: 4,
          right: 4,
          top: 8,
          bottom: 8,
          nodeWidth: 12,
          nodeGap: nodes.size > 24 ? 2 : 8,
          draggable: false,
          layoutIterations: 32,
          emphasis: { focus: 'adjacency' },
          lineStyle: { color: 'source', opacity: 0.3 },
          label: {
            color: theme.text,
            fontSize: 11,
            textBorderWidth: 0,
            width: 120,
            overflow: 'truncate',
            formatter: { $read: 'text' },
          },
        },
      ],
    }
  },
})
