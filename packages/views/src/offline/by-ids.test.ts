import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { compileForm } from '@mortise/forms'
import { type AppDocuments, compileModel, documentKinds, extensionList, type Model } from '@mortise/schema'
import { expect, test } from 'vitest'
import { carried, typedUnder } from './by-ids.ts'
import { carryRecord } from './carry-record.ts'
import type { WaitingRecord } from './outbox.ts'

const fields = extensionList(builtinFieldTypes)
const kit = { fields }

type Names = { readonly [id: string]: string }

/** An order with lines; `names` calls its fields and kinds otherwise, an empty name leaves a field out. */
function modelOf(names: Names = {}, version = 1): Model {
  const field = (id: string, more: object = {}): object[] =>
    names[id] === '' ? [] : [{ id, key: names[id] ?? id, type: 'text', label: `${id}!`, ...more }]
  const line = names['line'] ?? 'line'
  const order = names['order'] ?? 'order'
  const entities = [
    {
      id: 'order',
      key: order,
      label: 'o',
      title: names['name'] ?? 'name',
      fields: [
        ...field('name'),
        ...field('a'),
        ...field('b'),
        ...field('rows', {
          type: 'subtable',
          settings: { target: line, parentField: names['parent'] ?? 'parent' },
        }),
      ],
    },
    {
      id: 'line',
      key: line,
      kind: 'child',
      label: 'l',
      title: names['qty'] ?? 'qty',
      fields: [
        ...field('qty'),
        ...field('note'),
        ...field('parent', { type: 'link', settings: { target: order } }),
      ],
    },
  ]
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = { ...none, app: { key: 'x', label: 'x', version: '1.0.0' }, entity: entities }
  return compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: fields, version }).model
}

const values = { name: 'n', a: '甲', b: '乙', rows: [{ id: 'r1', qty: '3', note: '急' }] }

function under(model: Model) {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('order')
  const nodes = ['name', 'a', 'b'].map((one) => ({ type: 'field' as const, field: one }))
  const form = {
    key: 'edit',
    entity: 'order',
    purpose: 'edit' as const,
    nodes: [...nodes, { type: 'subtable' as const, field: 'rows' }],
  }
  return typedUnder(compileForm({ model, entity, form, fields, language }), model.version, values)
}

test('typed values follow their fields, those that swap names and those of rows included', () => {
  const typed = { entity: 'order', values, under: under(modelOf()) }
  const now = modelOf({ a: 'b', b: 'a', rows: 'lines', qty: 'pieces', order: 'purchase', line: 'item' }, 2)
  const found = carried({ model: now, kit }, typed)
  expect(found.entity?.key).toBe('purchase')
  expect(found.values).toEqual({
    name: 'n',
    b: '甲',
    a: '乙',
    lines: [{ id: 'r1', pieces: '3', note: '急' }],
  })
  expect(found.misfits).toEqual([])
})

test('what has no field any more is handed over with what it was called', () => {
  const typed = { entity: 'order', values, under: under(modelOf()) }
  const now = carried({ model: modelOf({ a: '', note: '' }, 2), kit }, typed)
  expect(now.values).toEqual({ name: 'n', b: '乙', rows: [{ id: 'r1', qty: '3' }] })
  expect(now.misfits).toEqual([
    { label: 'a!', value: '甲' },
    { label: 'note!', value: '急' },
  ])
})

test('what the server renames itself is taken by its keys; drafts from before are too', () => {
  const now = modelOf({ a: 'b', b: 'a' }, 2)
  const server = { entity: 'order', values: { b: '甲', a: '乙' }, under: under(modelOf()), renamed: true }
  expect(carried({ model: now, kit }, server).values).toEqual({ b: '甲', a: '乙' })
  const old = carried({ model: now, kit }, { entity: 'order', values: { a: '1', zz: '2' }, under: undefined })
  expect([old.values, old.misfits]).toEqual([{ a: '1' }, [{ label: 'zz', value: '2' }]])
})

test('a waiting record goes under the names of today, or says what does not fit and is not sent', () => {
  const words = { misfits: (names: string) => `放不下 ${names}`, gone: () => '停用' }
  const record: WaitingRecord = {
    id: 'k',
    user: 'u',
    entity: 'order',
    values,
    typed: values,
    title: 'n',
    savedAt: '2026-01-01T00:00:00.000Z',
    under: under(modelOf()),
  }
  const carry = (model: Model): WaitingRecord => carryRecord({ model, kit, locale: 'zh', say: words }, record)
  expect(carry(modelOf())).toBe(record)
  const renamed = carry(modelOf({ a: 'first', order: 'purchase' }, 2))
  expect(renamed.first).toEqual({ entity: 'order', form: undefined })
  expect(carry(modelOf({ a: 'first' }, 2)).first).toBeUndefined()
  expect(renamed).toMatchObject({ entity: 'purchase', values: { first: '甲' }, typed: { first: '甲' } })
  expect(renamed.refused).toBeUndefined()
  const less = carry(modelOf({ a: '' }, 3))
  expect(less).toMatchObject({ refused: '放不下 a!：甲', misfits: [{ value: '甲' }] })
  expect(less.values).not.toHaveProperty('a')
})
