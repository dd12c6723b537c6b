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
import { changedRecords, compileForm, prepareRecord } from './index.ts'

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
  ],
  fields: [
    { key: 'name', label: 'name', type: 'text', required: true },
    { key: 'low', label: 'low', type: 'integer', default: 1 },
    { key: 'high', label: 'high', type: 'integer' },
    { key: 'day', label: 'day', type: 'date', required: true, default: { today: [] } },
    {
      key: 'total',
      label: 'total',
      type: 'formula',
      settings: { result: 'decimal', scale: 1, stored: true, expr: { '/': [v('high'), 3] } },
    },
    {
      key: 'steep',
      label: 'steep',
      type: 'formula',
      settings: { result: 'integer', stored: true, expr: { '*': [v('total'), 1_000_000_000_000_000] } },
    },
  ],
}

const empty = Object.fromEntries(documentKinds.map((kind) => [kind, []]))

function programOf(entities: readonly EntityDocument[]) {
  const app = { ...empty, app: { key: 'test', label: 'Test', version: '1.0.0' }, entity: entities }
  const { model } = compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: fields, version: 1 })
  const entity = model.entity('deal')
  if (entity === undefined) throw new Error('no entity')
  const program = compileForm({ model, entity, fields, language })
  expect(program.problems).toEqual([])
  return program
}

it('completes changes as they are prepared one by one', () => {
  const program = programOf([deal])
  const maker = changedRecords(program, around)
  if (maker === undefined) throw new Error('no maker')
  const number = fc.integer({ min: -20, max: 20 })
  const given = fc.record(
    { name: fc.constantFrom('a', 'b', null), low: number, high: fc.option(number), day: fc.constant(null) },
    { requiredKeys: [] },
  )
  const stored = fc.record({
    name: fc.constantFrom('a', null),
    low: fc.option(number),
    high: fc.option(number),
    day: fc.constantFrom('2026-03-01', null),
    total: fc.constantFrom('1.5', null),
    steep: fc.constantFrom(3, null),
    owner: fc.constant('u1'),
  })
  fc.assert(
    fc.property(stored, given, (previous, values) => {
      const input = { ...around, values: values as never, previous: previous as never }
      const wanted = prepareRecord(program, { ...input, isNew: false, onlyGiven: true })
      const row = { ...previous, ...values } as Record<string, Json>
      const right = maker.complete(row, { previous: previous as never, given: Object.keys(values) })
      expect(right).toBe(wanted.errors.length === 0)
      if (right)
        for (const [field, value] of Object.entries(wanted.values))
          expect([field, row[field] ?? null]).toEqual([field, value])
    }),
  )
})

it('leaves alone what holds states against each other', () => {
  const state: EntityDocument = {
    ...deal,
    fields: [
      ...deal.fields,
      {
        key: 'state',
        label: 'state',
        type: 'select',
        settings: {
          options: [
            { value: 'x', label: 'x' },
            { value: 'y', label: 'y' },
          ],
        },
      },
    ],
    transitions: [{ field: 'state', from: ['x'], to: ['y'] }],
  }
  expect(changedRecords(programOf([state]), around)).toBeUndefined()
  expect(
    changedRecords(programOf([{ ...deal, lockedWhen: { '==': [v('low'), 3] } }]), around),
  ).toBeUndefined()
})
