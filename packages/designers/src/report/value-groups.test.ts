import { builtinKit } from '@mortise/kit'
import { language } from '@mortise/expressions'
import {
  compileModel,
  documentKinds,
  type AppDocuments,
  type DimensionDocument,
  type ReportDocument,
} from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Source } from './fields.ts'
import {
  addRow,
  bandName,
  type Grouping,
  groupingKind,
  isWhole,
  readGrouping,
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

describe('values put into groups', () => {
  it('are options and texts to pick, numbers in bands, and of dates there are periods', () => {
    expect(['stage', 'name', 'amount', 'closed'].map((one) => groupingKind(source, by(one)))).toEqual([
      'picked',
      'picked',
      'bands',
      undefined,
    ])
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
    const next = writeGrouping(report, grouping, { source, dimension: by('amount') })
    expect(kit.reportKinds.find('standard')?.check(next, { model, fields: kit.fields, language })).toEqual([])
  })
})
