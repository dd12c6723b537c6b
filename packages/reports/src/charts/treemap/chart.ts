import type { Json } from '@mortise/expressions'
import { defineChart, type ChartTheme, type ChartType } from '../../define.ts'
import type { ReportResult } from '../../types.ts'
import { between, extent, mix, readableOn, seriesColour } from '../colours.ts'
import { baseOption, dimensionsOf, measuresOf, point } from '../common.ts'
import { rowName, rowTip, shortText, tipOf } from '../marks.ts'

type Leaf = { readonly name: string; readonly value: number; readonly row: number }
type Branch = { readonly name: string; readonly children: Map<string, Branch>; readonly leaves: Leaf[] }

const branch = (name: string): Branch => ({ name, children: new Map(), leaves: [] })

/** Parts smaller than this share of the whole have no room for their number. */
const roomy = 0.04

/** The rows as a tree: one level for each dimension. Parts below zero and of nothing have no area. */
function treeOf(result: ReportResult, locale: 'zh' | 'en'): Branch {
  const depth = dimensionsOf(result).length
  const [column] = measuresOf(result)
  const root = branch('')
  for (const [row, values] of result.rows.entries()) {
    const value = point(values[column?.key ?? ''])
    if (value === null || value <= 0) continue
    let at = root
    for (let dimension = 0; dimension < depth - 1; dimension++) {
      const name = rowName(result, row, { dimension, locale })
      const next = at.children.get(name) ?? branch(name)
      at.children.set(name, next)
      at = next
    }
    at.leaves.push({ name: rowName(result, row, { dimension: depth - 1, locale }), value, row })
  }
  return root
}

function leavesIn({ children, leaves }: Branch): readonly Leaf[] {
  return [...leaves, ...[...children.values()].flatMap(leavesIn)]
}

type Drawing = {
  readonly result: ReportResult
  readonly theme: ChartTheme
  readonly range: readonly [number, number]
  readonly whole: number
}

/** A part, the stronger in its group's colour the larger it is. */
function leafOf({ name, value, row }: Leaf, base: string, drawing: Drawing): Json {
  const { result, theme, range, whole } = drawing
  const measures = measuresOf(result)
  const [column] = measures
  const colour = mix(theme.surface, base, 0.3 + 0.7 * between(value, [0, range[1]]))
  const number = shortText(column, result.rows[row]?.[column?.key ?? ''], theme)
  return {
    name,
    value,
    row,
    text: value / whole >= roomy ? `${name}\n${number}` : name,
    tip: rowTip(result, row, { measures, locale: theme.locale }),
    itemStyle: { color: colour },
    label: { color: readableOn(theme, colour) },
  }
}

function nodesOf(tree: Branch, base: string | undefined, drawing: Drawing): readonly Json[] {
  const { theme } = drawing
  const groups = [...tree.children.values()].map((one, at): Json => {
    const colour = base ?? seriesColour(theme, at)
    return {
      name: one.name,
      text: one.name,
      tip: one.name,
      itemStyle: { borderColor: mix(theme.surface, colour, 0.18) },
      children: nodesOf(one, colour, drawing),
    }
  })
  return [...groups, ...tree.leaves.map((one) => leafOf(one, base ?? seriesColour(theme, 0), drawing))]
}

/** Parts of a whole as areas, in groups where there are several dimensions: many more parts than a pie can show. */
export const treemapChart: ChartType = defineChart({
  type: 'treemap',
  version: 1,
  label: { zh: '矩形树图', en: 'Treemap' },
  icon: 'layout-dashboard',
  group: 'share',
  needs: { dimensions: [1, 3], measures: [1, 3] },
  settings: [],
  picture: { fill: 'M4 3h17v22H4z', line: 'M4 3h32v22H4zM21 3v22M21 14h15M29 14v11' },
  suits: ({ dimensions, bucket, groups, negative }) =>
    bucket === undefined && negative !== true && ((dimensions === 1 && (groups ?? 0) > 9) || dimensions === 3)
      ? { rank: 68, why: { zh: '项目很多时看各占多少', en: 'Shares of a whole with many parts' } }
      : undefined,
  describe: () => ({ zh: '按面积看占比', en: 'Shares as areas' }),
  toOption: (result, _settings, theme) => {
    const tree = treeOf(result, theme.locale)
    const values = leavesIn(tree).map(({ value }) => value)
    if (values.length === 0) return null
    const whole = values.reduce((sum, one) => sum + one, 0)
    const data = nodesOf(tree, undefined, { result, theme, range: extent(values), whole })
    const nested = dimensionsOf(result).length > 1
    return {
      ...baseOption(theme),
      tooltip: tipOf(theme, 'item'),
      series: [
        {
          type: 'treemap',
          data,
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          visibleMin: 40,
          itemStyle: { borderColor: theme.surface, borderWidth: 1, gapWidth: 1 },
          label: {
            fontSize: 11,
            textBorderWidth: 0,
            overflow: 'truncate',
            formatter: { $read: 'text' },
          },
          upperLabel: {
            show: nested,
            height: 20,
            color: theme.text,
            fontSize: 11,
            textBorderWidth: 0,
            formatter: { $read: 'text' },
          },
          levels: [
            { itemStyle: { borderWidth: 0, gapWidth: nested ? 3 : 1 }, upperLabel: { show: false } },
            { itemStyle: { borderWidth: nested ? 2 : 0, gapWidth: 1 } },
            { itemStyle: { borderWidth: 1, gapWidth: 1 } },
          ],
        },
      ],
    }
  },
})
