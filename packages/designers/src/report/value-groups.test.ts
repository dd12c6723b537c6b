import { builtinKit } from '@mortise/kit'
import { language } from '@mortise/expressions'
import {
  compileModel,
  documentKinds,
  type AppDocuments,
  type DimensionDocument,
  type GroupDays,
  type ReportDocument,
} from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayPresets, daysName, isWholeDays, presetDays } from './day-groups.ts'
import type { Source } from './fields.ts'
import {
  addRow,
  bandName,
  fillRows,
  type Grouping,
  groupingKind,
  isWhole,
  readGrouping,
  withDays,
  writeGrouping,
} from './value-groups.ts'

const stages = ['lead', 'quote', 'won', 'lost']
const empty = Object.fromEntries(documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, []]))
const kit = builtinKit
const { model } = compileModel({
  apps: [
    {
      ...empty,
      app: { key: 't', label: 't', version: '1.0.0' },
      entity: [
        {
          key: 'deal',
          label: 'Deal',
          title: 'name',
          fields: [
            { key: 'name', type: 'text', label: 'Name' },
            { key: 'amount', type: 'money', label: 'Amount' },
            { key: 'closed', type: 'date', label: 'Closed' },
            { key: 'buyer', type: 'link', label: 'Buyer', settings: { target: 'deal' } },
            { key: 'owner', type: 'user', label: 'Owner' },
            {
              key: 'stage',
              type: 'select',
              label: 'Stage',
              settings: {
                options: stages.map((value) => ({ value, label: { zh: `阶段${value}`, en: value } })),
              },
            },
          ],
        },
      ],
    } as unknown as AppDocuments,
  ],
  fieldFacts: kit.fields,
  version: 1,
})
const source: Source = { model, kit, locale: 'en', entity: model.entity('deal') }
const by = (field: string): DimensionDocument => ({ key: 'd', expr: { var: field } })
const reportOf = (dimension: DimensionDocument): ReportDocument => ({
  key: 'r',
  label: 'R',
  source: { entity: 'deal' },
  dimensions: [dimension],
})
const written = (dimension: DimensionDocument, grouping: Grouping): DimensionDocument =>
  writeGrouping(reportOf(dimension), grouping, { source, dimension }).dimensions?.[0] ?? dimension

const nextDays = (day: string, count: number): string =>
  count === 0 ? day : new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10)

describe('values put into groups', () => {
  it('are options, texts and records to pick, numbers and dates in bands', () => {
    expect(
      ['stage', 'name', 'amount', 'closed', 'buyer', 'owner'].map((one) => groupingKind(source, by(one))),
    ).toEqual(['picked', 'picked', 'bands', 'days', 'records', 'records'])
  })

  it('are called by the days in them, the last of which is in', () => {
    const days = { from: '2025-01-01', until: '2025-04-01' }
    const names = [days, { until: '2024-01-01' }, { from: '2026-01-01' }, { range: 'lastFiscalYear' }]
    expect(names.map((one) => daysName(one, 'zh'))).toEqual([
      '2025-01-01–2025-03-31',
      '2024-01-01 之前',
      '2026-01-01 起',
      '上财年',
    ])
    const nothing: readonly GroupDays[] = [
      { from: '2025-04-01', until: '2025-04-01' },
      {},
      { range: 'nonsense' },
    ]
    expect([days, ...nothing].map(isWholeDays)).toEqual([true, false, false, false])
  })

  it('come ready-made by calendar and fiscal year: every day in just one of them', () => {
    const day = fc.integer({ min: 0, max: 2_500 }).map((at) => nextDays('2020-01-01', at))
    fc.assert(
      fc.property(
        fc.constantFrom(...dayPresets),
        fc.integer({ min: 1, max: 12 }),
        day,
        (preset, start, value) => {
          const ready = presetDays(preset, '2026-11-23', start)
          const first = readGrouping(by('closed'), 'days', source)
          const dimension = written(by('closed'), fillRows(first, ready, 'en'))
          expect(dimension.groups?.map((one) => one.label)).toEqual([
            ...ready.map((one) => one.label),
            'Others',
          ])
          const holding = ready.filter(({ days }) => {
            const { from = '', until = '9999' } = days as { from?: string; until?: string }
            return value >= from && value < until
          })
          const last = ready.at(-1)?.days as { until: string }
          expect(holding).toHaveLength(value < last.until ? 1 : 0)
        },
      ),
      { numRuns: 40 },
    )
    const first = fillRows(
      readGrouping(by('closed'), 'days', source),
      presetDays('years', '2026-11-23', 1),
      'en',
    ).rows[1]
    if (first === undefined) throw new Error('no row')
    const moved = withDays(first, { range: 'thisYear' }, 'en')
    expect([first.name, moved.name]).toEqual(['2024', ''])
    expect(withDays({ ...first, name: 'Own' }, {}, 'en').name).toBeUndefined()
    const halves = presetDays('fiscalHalves', '2026-11-23', 4).map(
      ({ label }) => (label as { zh: string }).zh,
    )
    expect(halves.slice(0, 3)).toEqual(['2024/25 财年之前', '2024/25 财年上半年', '2024/25 财年下半年'])
    expect(halves).toHaveLength(7)
  })

  it('of records are named by hand: all readers see the name of a group', () => {
    const row = { key: 'g1', name: ' ', values: ['0197a000-0000-7000-8000-000000000001'], below: null }
    const grouping: Grouping = { kind: 'records', rows: [row], rest: undefined }
    expect(isWhole(grouping)).toBe(false)
    const named = { ...grouping, rows: [{ ...row, name: 'Partners' }] }
    expect(isWhole(named)).toBe(true)
    expect(written(by('buyer'), named).groups).toEqual([{ key: 'g1', label: 'Partners', in: row.values }])
  })

  it('take every number into just one band, called by where it begins and ends', () => {
    const bounds = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(bounds, fc.integer({ min: -60, max: 60 }), (list, value) => {
        const sorted = list.toSorted((a, b) => a - b)
        const rows = sorted.map((below, at) => ({ key: `g${at}`, name: '', values: [], below }))
        const grouping: Grouping = { kind: 'bands', rows, rest: undefined }
        expect(isWhole(grouping)).toBe(true)
        expect(isWhole({ ...grouping, rows: rows.toReversed() })).toBe(rows.length === 1)
        const dimension = written(by('amount'), grouping)
        const found = (dimension.groups ?? []).find(
          (one) => one.below === undefined || value < Number(one.below),
        )
        const at = (dimension.groups ?? []).findIndex((one) => one === found)
        expect(found?.label).toEqual({ zh: bandName(grouping, at, 'zh'), en: bandName(grouping, at, 'en') })
        const [from = -Infinity, to = Infinity] = [sorted[at - 1], sorted[at]]
        expect(value >= from && value < to).toBe(true)
        // What was filled in is there again when it is opened once more.
        expect(readGrouping(dimension, 'bands', source).rows.map((one) => one.below)).toEqual(sorted)
      }),
      { numRuns: 60 },
    )
  })

  it('are named by what is in them, keep the other language, and may leave the rest out', () => {
    const start = readGrouping(by('stage'), 'picked', source)
    expect([isWhole(start), start.rest?.name]).toEqual([false, 'Others'])
    const two = addRow({
      ...start,
      rows: [{ key: 'g1', name: 'Early', values: ['lead', 'quote'], below: null }],
    })
    expect(isWhole(two)).toBe(false)
    const whole: Grouping = {
      ...two,
      rows: two.rows.map((row, at) => (at === 1 ? { ...row, values: ['won'] } : row)),
    }
    expect(isWhole(whole)).toBe(true)
    const dimension = written(by('stage'), whole)
    expect(dimension.groups).toEqual([
      { key: 'g1', label: 'Early', in: ['lead', 'quote'] },
      { key: 'g2', label: 'won', in: ['won'] },
      { key: 'rest', label: 'Others' },
    ])
    const both = { ...dimension, groups: [{ key: 'g1', label: { zh: '早期', en: 'Early' }, in: ['lead'] }] }
    const renamed = written(both, {
      kind: 'picked',
      rows: [{ key: 'g1', name: 'First', values: ['lead'], below: null }],
      rest: undefined,
    })
    expect(renamed.groups).toEqual([{ key: 'g1', label: { zh: '早期', en: 'First' }, in: ['lead'] }])
  })

  it('mean what the engine takes them for', () => {
    const report = { ...reportOf(by('amount')), measures: [{ key: 'n', agg: 'count' as const }] }
    const grouping: Grouping = {
      kind: 'bands',
      rows: [{ key: 'g1', name: '', values: [], below: 10 }],
      rest: undefined,
    }
    const row = { key: 'g1', name: 'Partners', values: ['0197a000-0000-7000-8000-000000000001'], below: null }
    const days = fillRows({ ...grouping, kind: 'days' }, presetDays('halves', '2026-11-23', 1), 'en')
    const all: readonly (readonly [string, Grouping])[] = [
      ['amount', grouping],
      ['closed', days],
      [
        'closed',
        { ...days, rows: [{ key: 'g1', name: '', values: [], below: null, days: { range: 'thisYear' } }] },
      ],
      ['buyer', { kind: 'records', rows: [row], rest: { key: 'rest', name: '' } }],
      ['owner', { kind: 'records', rows: [row], rest: undefined }],
    ]
    for (const [field, one] of all) {
      const whole = { ...report, dimensions: [by(field)] }
      const next = writeGrouping(whole, one, { source, dimension: by(field) })
      expect(kit.reportKinds.find('standard')?.check(next, { model, fields: kit.fields, language })).toEqual(
        [],
      )
    }
  })
})
