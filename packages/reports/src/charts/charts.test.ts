import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileReport, shapeResult } from '../engine.ts'
import { report, reportContext, shapeContext } from '../testing/deals.ts'
import type { ReportPlan, ReportResult, ReportRow } from '../types.ts'
import { checkChart, suggestChart, suggestCharts } from './check.ts'
import { rowAtMark, seriesOf } from './common.ts'
import { applyFormatters, formatters } from './formatters.ts'
import { builtinCharts } from './index.ts'
import { exactText } from './marks.ts'
import { darkTheme, lightTheme, printTheme } from './theme.ts'

const month = { key: 'm', expr: { var: 'closed_at' }, bucket: 'month' } as const
const source = { key: 's', expr: { var: 'source' } }
const sum = { key: 'won', agg: 'sum', expr: { var: 'amount' } } as const
const plan = (dimensions: Parameters<typeof report>[0]['dimensions'] = []): ReportPlan =>
  compileReport(report({ dimensions, measures: [sum] }), reportContext)
const result = (
  dimensions: Parameters<typeof report>[0]['dimensions'],
  rows: readonly ReportRow[],
): ReportResult => shapeResult(plan(dimensions), rows, shapeContext)

const oneByOne = result(
  [source],
  [
    { s: '官网', won: '12000' },
    { s: null, won: '345000000.5' },
  ],
)
const twoByTwo = result(
  [month, source],
  [
    { m: '2026-01-01', s: 'a', won: 1 },
    { m: '2026-02-01', s: 'b', won: 2 },
  ],
)

describe('every chart', () => {
  it('has a folder of its name', () => {
    const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    const named = folders.filter((one) => one.isDirectory()).map((one) => one.name.replaceAll('-', '_'))
    expect(named.sort()).toEqual(builtinCharts.all.map((one) => one.type).sort())
  })

  it.each(builtinCharts.all.map((one) => [one.type, one] as const))(
    '%s gives plain JSON for any result',
    (_, chart) => {
      for (const given of [oneByOne, twoByTwo, result([source], []), { ...oneByOne, rows: [] }]) {
        for (const theme of [lightTheme, darkTheme, printTheme('zh', 'Noto Sans SC')]) {
          const option = chart.toOption(given, {}, theme)
          expect(JSON.parse(JSON.stringify(option))).toEqual(option)
        }
      }
    },
  )

  it.each(builtinCharts.all.map((one) => [one.type, one] as const))(
    '%s stands still on paper',
    (_, chart) => {
      const option = chart.toOption(oneByOne, {}, printTheme('zh', 'Noto Sans SC'))
      if (option !== null)
        expect(option).toMatchObject({ animation: false, textStyle: { fontFamily: 'Noto Sans SC' } })
    },
  )

  it.each(builtinCharts.all.map((one) => [one.type, one] as const))(
    '%s names only formatters that exist',
    (_, chart) => {
      const named = JSON.stringify(chart.toOption(oneByOne, {}, lightTheme)).matchAll(/"\$format":"(\w+)"/g)
      for (const [, name = ''] of named) expect(Object.keys(formatters)).toContain(name)
    },
  )
})

describe('bars', () => {
  const bar = builtinCharts.find('bar')

  it('draws the second dimension as series, with gaps where there is nothing', () => {
    expect(bar?.toOption(twoByTwo, {}, lightTheme)).toMatchObject({
      xAxis: { data: ['2026年1月', '2026年2月'] },
      series: [
        { name: 'a', data: [1, null] },
        { name: 'b', data: [null, 2] },
      ],
    })
  })

  it('keeps stacked bars inside the drawing, and draws its lines over whole bars', () => {
    const stacked = result(
      [month, source],
      [
        { m: '2026-01-01', s: 'a', won: 60 },
        { m: '2026-01-01', s: 'b', won: 60 },
        { m: '2026-02-01', s: 'b', won: 40 },
      ],
    )
    const option = bar?.toOption(stacked, { stacked: true, average: true, target: 100 }, lightTheme)
    expect(option?.['yAxis']).not.toHaveProperty('max')
    expect(JSON.stringify(option?.['series'])).toContain('"yAxis":80')
    expect(bar?.toOption(stacked, { target: 100 }, lightTheme)).toMatchObject({ yAxis: { max: 105 } })
  })

  it('leaves out no name that has room, in lines or aslant', () => {
    const label = (width: number): unknown => {
      const names = ['搜索引擎', '官网直接访问', '转介绍', '在线咨询', '展会', '电话咨询', '广告', '线上注册']
      const option = bar?.toOption(
        result(
          [source],
          names.map((s, won) => ({ s, won })),
        ),
        {},
        { ...lightTheme, width },
      )
      return (option?.['xAxis'] as { readonly axisLabel: unknown } | undefined)?.axisLabel
    }
    expect(label(900)).not.toHaveProperty('width')
    expect(label(480)).toMatchObject({ interval: 0, overflow: 'break' })
    expect(label(280)).toMatchObject({ interval: 0, rotate: 40 })
  })

  it('names the empty group and shortens the axis', () => {
    const option = bar?.toOption(oneByOne, { horizontal: true }, lightTheme)
    expect(option).toMatchObject({ yAxis: { data: ['官网', '（空）'] } })
    const live = applyFormatters(option ?? {}) as {
      xAxis: { axisLabel: { formatter: (value: number) => string } }
    }
    expect([12000, 345000000, 9800, -15000, 9999.99].map(live.xAxis.axisLabel.formatter)).toEqual([
      '1.2万',
      '3.45亿',
      '9,800',
      '-1.5万',
      '1万',
    ])
  })
})

describe('a waterfall', () => {
  it('has a total only of what adds up, and is suggested for nothing else', () => {
    const mean = { key: 'won', agg: 'avg', expr: { var: 'amount' } } as const
    const averages = shapeResult(
      compileReport(report({ dimensions: [source], measures: [mean] }), reportContext),
      [
        { s: 'a', won__sum: 10, won__count: 1 },
        { s: 'b', won__sum: 20, won__count: 4 },
      ],
      shapeContext,
    )
    const bars = (given: ReportResult): number => {
      const option = builtinCharts.find('waterfall')?.toOption(given, {}, lightTheme)
      const [hidden] = (option?.['series'] ?? []) as readonly { readonly data: readonly number[] }[]
      return hidden?.data.length ?? 0
    }
    const suggested = (given: ReportResult): boolean =>
      suggestCharts({ columns: given.columns, kind: 'aggregate' }, builtinCharts, given).some(
        ({ chart }) => chart.type === 'waterfall',
      )
    expect([oneByOne, averages].map(bars)).toEqual([3, 2])
    expect([oneByOne, averages].map(suggested)).toEqual([true, false])
  })
})

describe('a heat map', () => {
  it('says what its two axes are of, in the language of the reader', () => {
    const named = {
      ...twoByTwo,
      columns: twoByTwo.columns.map((one) =>
        one.key === 's' ? { ...one, label: { zh: '来源', en: 'Source' } } : one,
      ),
    }
    const titleOf = (locale: 'zh' | 'en'): unknown =>
      builtinCharts.find('heat_map')?.toOption(named, {}, { ...lightTheme, locale })?.['yAxis']
    expect(titleOf('zh')).toMatchObject({ name: '来源', data: ['a', 'b'] })
    expect(titleOf('en')).toMatchObject({ name: 'Source' })
  })
})

describe('more groups than colours', () => {
  it('are told apart all the same', () => {
    const rows = Array.from({ length: 12 }, (_, at) => ({ s: `s${at}`, won: at + 1 }))
    for (const theme of [lightTheme, darkTheme]) {
      const colours = builtinCharts.find('pie')?.toOption(result([source], rows), {}, theme)?.['color'] ?? []
      expect(new Set((colours as readonly string[]).slice(0, 12)).size).toBe(12)
    }
  })
})

describe('numbers in full', () => {
  it('have the digits their format asks for', () => {
    const written = (format: string | undefined): string =>
      exactText({ ...(oneByOne.columns[1] as ReportResult['columns'][number]), format }, '1234.565')
    expect(['0', '0.0', '#,##0.00', '0.0%', undefined].map(written)).toEqual([
      '1,235',
      '1,234.6',
      '1,234.57',
      '123456.5%',
      '1,234.57',
    ])
  })
})

describe('shares of nothing', () => {
  it.each(['funnel', 'pie'])('%s draws no parts where every part is nothing', (type) => {
    const none = result(
      [source],
      [
        { s: 'a', won: 0 },
        { s: 'b', won: null },
      ],
    )
    expect(builtinCharts.find(type)?.toOption(none, {}, lightTheme)).toBeNull()
    expect(builtinCharts.find(type)?.toOption(oneByOne, {}, lightTheme)).not.toBeNull()
  })
})

describe('choosing', () => {
  it('suggests what fits the question', () => {
    expect([plan(), plan([source]), plan([month]), plan([month, source])].map(suggestChart)).toEqual([
      'number',
      'bar',
      'line',
      'line',
    ])
    const funnel = compileReport(report({ kind: 'funnel', funnel: { field: 'stage' } }), reportContext)
    expect(suggestChart(funnel)).toBe('funnel')
    expect(checkChart(funnel, 'funnel', builtinCharts)).toEqual([])
  })

  it('refuses a chart that can not show the report', () => {
    expect(checkChart(plan([month, source]), 'pie', builtinCharts)).toMatchObject([
      { code: 'REPORT_CHART_NEEDS' },
    ])
    expect(checkChart(plan(), 'bra', builtinCharts)).toMatchObject([{ code: 'REPORT_CHART_UNKNOWN' }])
  })
})

describe('the row behind a mark', () => {
  it('is that of the category and the series, whatever order the rows came in', () => {
    const { categories, series } = seriesOf(twoByTwo, 'zh')
    for (const [seriesIndex, one] of series.entries()) {
      for (const dataIndex of categories.keys()) {
        const row = rowAtMark(twoByTwo, { seriesIndex, dataIndex }, 'zh')
        expect(row === undefined ? null : Number(row['won'])).toBe(one.values[dataIndex] ?? null)
      }
    }
  })

  it('is found by its name where a drawing left parts out', () => {
    const mark = { seriesIndex: 0, dataIndex: 0, name: '（空）' }
    expect(rowAtMark(oneByOne, mark, 'zh')).toMatchObject({ s: null })
  })
})
