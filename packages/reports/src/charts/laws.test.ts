import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '@mortise/expressions'
import type { ReportColumn, ReportResult, ReportRow } from '../types.ts'
import { chartFits, suggestCharts } from './check.ts'
import { dimensionsOf, measuresOf, point, rowAtMark } from './common.ts'
import { applyFormatters } from './formatters.ts'
import { builtinCharts } from './index.ts'
import { exactText } from './marks.ts'
import { darkTheme, lightTheme, printTheme } from './theme.ts'

const measureValue = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -2000, max: 90_000 }) },
  fc.constantFrom<Json>(null, 0, '0.10', '1234567890123456789.25', -0.5, '99999999.995', 1e15),
)
const names = [
  '官网',
  '<b>展会</b>',
  '非常非常非常长的一个中文来源名称，要换行',
  '北京市',
  '广东',
  null,
  '',
  '$others',
]
const texts = fc.constantFrom<Json>(...names)
const days = fc
  .integer({ min: 0, max: 1200 })
  .map((at): Json => new Date(Date.UTC(2023, 0, 1 + at)).toISOString().slice(0, 10))

const column = (key: string, role: ReportColumn['role'], more: Partial<ReportColumn> = {}): ReportColumn => ({
  key,
  role,
  label: { zh: `名${key}`, en: `name ${key}` },
  type: { kind: role === 'measure' ? 'number' : 'text' },
  ...more,
})

type Needs = {
  readonly dimensions: readonly [number, number]
  readonly measures: readonly [number, number]
  readonly bucket?: string
}

const resultsOf = ({
  dimensions: [least, most],
  measures: [few, many],
  bucket,
}: Needs): fc.Arbitrary<ReportResult> =>
  fc
    .record({
      dimensions: fc.array(bucket === undefined ? fc.boolean() : fc.constant(true), {
        minLength: least,
        maxLength: most,
      }),
      measures: fc.array(fc.boolean(), { minLength: few, maxLength: many }),
      size: fc.integer({ min: 0, max: 40 }),
    })
    .chain(({ dimensions, measures, size }) => {
      const columns = [
        ...dimensions.map((dated, at) => column(`d${at}`, 'dimension', dated ? { bucket: 'day' } : {})),
        ...measures.map((share, at) => column(`m${at}`, 'measure', share ? { format: 'percent' } : {})),
      ]
      const row = fc.record(
        Object.fromEntries(
          columns.map((one) => [
            one.key,
            one.role === 'measure' ? measureValue : one.bucket === undefined ? texts : days,
          ]),
        ),
      )
      return fc.array(row as fc.Arbitrary<ReportRow>, { minLength: size, maxLength: size }).map((rows) => ({
        columns,
        // As groups are: one row for each combination of the dimensions, a single one without any.
        rows: [
          ...new Map(
            rows.map((one) => [JSON.stringify(dimensions.map((_, at) => one[`d${at}`] ?? null)), one]),
          ).values(),
        ],
        labels: {},
        asOf: '2026-03-05T02:00:00.000Z',
      }))
    })

const results = resultsOf({ dimensions: [0, 3], measures: [1, 6] })

const settings = fc.dictionary(
  fc.constantFrom(
    'percent',
    'horizontal',
    'stacked',
    'labels',
    'average',
    'trend',
    'quadrants',
    'total',
    'fill',
  ),
  fc.boolean(),
)
const choices = fc.record({
  stack: fc.constantFrom('none', 'all', 'percent'),
  compare: fc.constantFrom('none', 'previous', 'year'),
  bars: fc.constantFrom('1', '3'),
  target: fc.constantFrom<Json>(null, '80', 1e9, -5, 'x'),
})
const themes = fc.constantFrom(lightTheme, darkTheme, printTheme('en', 'Noto Sans SC'))

type Item = { readonly [key: string]: Json }

function itemsOf(node: Json): readonly Item[] {
  if (Array.isArray(node)) return (node as readonly Json[]).flatMap(itemsOf)
  if (node === null || typeof node !== 'object') return []
  const item = node as Item
  return [...(Object.hasOwn(item, 'row') ? [item] : []), ...itemsOf(item['children'] ?? null)]
}

function marksOf(option: { readonly [key: string]: Json }): readonly Item[] {
  const series = (option['series'] ?? []) as readonly Item[]
  return series.flatMap((one) => [...itemsOf(one['data'] ?? null), ...itemsOf(one['links'] ?? null)])
}

const numbersIn = (value: Json): readonly number[] =>
  Array.isArray(value)
    ? (value as readonly Json[]).flatMap(numbersIn)
    : typeof value === 'number'
      ? [value]
      : []

describe.each(builtinCharts.all.map((one) => [one.type, one] as const))(
  '%s, whatever the result',
  (_, chart) => {
    it('is drawn without fault, as plain data', () => {
      fc.assert(
        fc.property(results, settings, choices, themes, (result, flags, chosen, theme) => {
          const option = chart.toOption(result, { ...flags, ...chosen }, theme)
          if (option === null) return
          expect(JSON.parse(JSON.stringify(option))).toEqual(option)
          applyFormatters(option)
        }),
        { numRuns: 60 },
      )
    })

    it('shows only numbers of the row each mark stands for', () => {
      fc.assert(
        fc.property(results, settings, choices, themes, (result, flags, chosen, theme) => {
          if (!chartFits(chart, result as never)) return
          const option = chart.toOption(result, { ...flags, ...chosen }, theme)
          if (option === null) return
          const measures = measuresOf(result)
          for (const mark of marksOf(option)) {
            const row = result.rows[Number(mark['row'])] ?? {}
            const { tip, value } = mark
            if (typeof tip === 'string') {
              if (tip === '') continue
              const told = measures.some((one) => tip.includes(exactText(one, row[one.key])))
              expect(told, `${tip} of ${JSON.stringify(row)}`).toBe(true)
            } else {
              const known = measures.map(({ key }) => point(row[key]))
              expect(known).toEqual(expect.arrayContaining([numbersIn(value ?? null).at(-1)]))
            }
          }
        }),
        { numRuns: 60 },
      )
    })
  },
)

describe('plain points', () => {
  it.each(['bar', 'line'])('of a %s are the values themselves, and lead to their rows', (type) => {
    fc.assert(
      fc.property(results, choices, (result, chosen) => {
        const chart = builtinCharts.find(type)
        if (chart === undefined || !chartFits(chart, result as never)) return
        const option = chart.toOption(result, chosen, lightTheme)
        const known = new Set(
          result.rows.flatMap((row) => measuresOf(result).map(({ key }) => point(row[key]))),
        )
        type Point = number | null | { readonly value: number; readonly row: number }
        const series = (option?.['series'] ?? []) as readonly { readonly data: readonly Point[] }[]
        for (const [seriesIndex, { data }] of series.entries()) {
          for (const [dataIndex, given] of data.entries()) {
            if (given === null) continue
            const { value, row: at } = typeof given === 'number' ? { value: given, row: undefined } : given
            expect(known.has(value)).toBe(true)
            const row = rowAtMark(result, { seriesIndex, dataIndex, row: at }, 'zh')
            expect(measuresOf(result).map(({ key }) => point(row?.[key]))).toContain(value)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('suggestions', () => {
  it('are only charts that can show the result, best first, each with a reason in both languages', () => {
    fc.assert(
      fc.property(results, (result) => {
        const found = suggestCharts({ columns: result.columns, kind: 'aggregate' }, builtinCharts, result)
        expect(found.length).toBeGreaterThan(0)
        expect(found.map(({ advice }) => advice.rank)).toEqual(
          found.map(({ advice }) => advice.rank).toSorted((a, b) => b - a),
        )
        for (const { chart, advice } of found) {
          expect(chartFits(chart, result as never)).toBe(true)
          expect(advice.why.zh).toMatch(/\S/)
          expect(advice.why.en).toMatch(/\S/)
        }
        if (dimensionsOf(result).length === 1 && result.columns[0]?.bucket !== undefined)
          expect(found[0]?.chart.type).toBe('line')
      }),
    )
  })
})

describe('a name of a record in HTML', () => {
  it('stays words in the panel at the pointer', () => {
    const live = applyFormatters({ tooltip: { formatter: { $read: 'tip' } } }) as {
      readonly tooltip: { readonly formatter: (told: unknown) => string }
    }
    expect(live.tooltip.formatter({ data: { tip: '<img src=x onerror=alert(1)>\n12' } })).toBe(
      '&lt;img src=x onerror=alert(1)&gt;<br/>12',
    )
    // Along an axis a single series says where it is too.
    expect(live.tooltip.formatter([{ data: { tip: '12' }, name: '3月' }])).toBe('3月<br/>12')
  })
})
