import { language, type Json } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  extensionList,
} from '@mortise/schema'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileForm, newRecords, prepareRecord } from './index.ts'

const fields = extensionList(builtinFieldTypes)
const v = (name: string): Json => ({ var: name })
const around = {
  user: { id: 'u1', dept: null, deptTree: [], roles: [], subordinates: [], attr: {} },
  now: '2026-03-05T02:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  locale: 'zh',
} as const

const deal: EntityDocument = {
  key: 'deal',
  label: 'Deal',
  title: 'name',
  checks: [
    { key: 'order', when: { '>': [v('low'), v('high')] }, message: 'low > high', fields: ['low', 'high'] },
    { key: 'odd', when: { '==': [v('low'), 3] }, message: 'three', level: 'warn' },
  ],
  fields: [
    { key: 'name', label: 'name', type: 'text', required: true },
    { key: 'low', label: 'low', type: 'integer', default: 1 },
    { key: 'high', label: 'high', type: 'integer', default: { '+': [v('low'), 5] } },
    { key: 'day', label: 'day', type: 'date', required: true, default: { today: [] } },
    { key: 'agreed', label: 'agreed', type: 'boolean', default: false },
    {
      key: 'total',
      label: 'total',
      type: 'formula',
      settings: { result: 'decimal', scale: 1, stored: true, expr: { '/': [v('high'), 3] } },
    },
    { key: 'tags', label: 'tags', type: 'multiselect', settings: { options: [{ value: 'x', label: 'x' }] } },
    {
      key: 'steep',
      label: 'steep',
      type: 'formula',
      settings: { result: 'integer', stored: true, expr: { '*': [v('total'), 1_000_000_000_000_000] } },
    },
  ],
}

it('makes new records as they are prepared one by one', () => {
  const empty = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...empty,
    app: { key: 'test', label: 'Test', version: '1.0.0' },
    entity: [deal],
  } as unknown as AppDocuments
  const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
  const entity = model.entity('deal')
  if (entity === undefined) throw new Error('no entity')
  const program = compileForm({ model, entity, fields, language })
  expect(program.problems).toEqual([])
  const maker = newRecords(program, around)
  if (maker === undefined) throw new Error('no maker')
  const values = fc.record(
    {
      name: fc.constantFrom('a', 'b'),
      low: fc.integer({ min: -20, max: 20 }),
      high: fc.integer({ min: -20, max: 20 }),
      agreed: fc.boolean(),
      tags: fc.constant(['x']),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(values, (given) => {
      const wanted = prepareRecord(program, { ...around, values: given as never, isNew: true })
      const row = Object.assign(maker.blank(), given)
      const faults = maker.complete(row)
      const key = (one: { path: string; code: string }): string => `${one.path} ${one.code}`
      expect(faults.map(key).toSorted()).toEqual(wanted.errors.map(key).toSorted())
      for (const [field, value] of Object.entries(wanted.values))
        expect([field, row[field]]).toEqual([field, value])
    }),
  )
})
