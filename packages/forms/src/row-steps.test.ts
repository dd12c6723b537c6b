import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  extensionList,
  type FormDocument,
} from '@mortise/schema'
import { expect, test } from 'vitest'
import {
  addRows,
  changeCells,
  compileForm,
  copyRows,
  type FormProgram,
  type FormState,
  moveRows,
  openForm,
  removeRows,
  restoreRows,
} from './index.ts'

const fields = extensionList(builtinFieldTypes)
const order = {
  key: 'order',
  label: 'Order',
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: 'Name' },
    { key: 'items', type: 'subtable', label: 'Items', settings: { target: 'line', parentField: 'order' } },
    {
      key: 'total',
      type: 'formula',
      label: 'Total',
      settings: { result: 'money', stored: true, expr: { sumOf: ['items', { var: 'price' }] } },
    },
  ],
}
const line = {
  key: 'line',
  label: 'Line',
  kind: 'child',
  title: 'product',
  fields: [
    { key: 'order', type: 'link', label: 'Order', settings: { target: 'order' } },
    { key: 'product', type: 'text', label: 'Product' },
    { key: 'price', type: 'money', label: 'Price', default: 5 },
    { key: 'account', type: 'link', label: 'Account', settings: { target: 'account' } },
    { key: 'city', type: 'lookup', label: 'City', settings: { path: 'account.city' } },
  ],
}
const account = {
  key: 'account',
  label: 'Account',
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: 'Name' },
    { key: 'city', type: 'text', label: 'City' },
  ],
}
const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
const app = { ...none, app: { key: 'a', label: 'A', version: '1.0.0' }, entity: [order, line, account] }
const { model } = compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: fields, version: 1 })
const form: FormDocument = {
  key: 'edit',
  entity: 'order',
  purpose: 'edit',
  nodes: [
    { type: 'field', field: 'total' },
    { type: 'subtable', field: 'items' },
  ],
}

function open(): { program: FormProgram; state: FormState } {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const program = compileForm({ model, entity, form, fields, language })
  const given = ['a', 'b', 'c', 'd'].map((product, at) => ({ product, price: at + 1 }))
  const state = openForm(program, { values: { items: given }, isNew: true, now: '2026-03-05T00:00:00.000Z' })
  return { program, state }
}

const rowsOf = (state: FormState): NonNullable<FormState['tables'][string]> => state.tables['items'] ?? []
const names = (state: FormState): unknown[] => rowsOf(state).map(({ row }) => row['product'])
const keys = (state: FormState, ...places: number[]): ReadonlySet<string> =>
  new Set(places.map((at) => rowsOf(state)[at]?.key ?? ''))

test('rows taken away in one step come back as they were, where they were', () => {
  const { program, state } = open()
  const gone = rowsOf(state).flatMap((row, at) => (at === 0 || at === 2 ? [{ row, at }] : []))
  const less = removeRows(program, state, 'items', keys(state, 0, 2))
  expect(names(less)).toEqual(['b', 'd'])
  expect(less.row['total']).toBe('6')
  const back = restoreRows(program, less, 'items', gone)
  expect(rowsOf(back).map(({ row }) => row)).toEqual(rowsOf(state).map(({ row }) => row))
  expect(back.row['total']).toBe('10')
})

test('copies stand after the last of what was copied, as new rows with all that was typed', () => {
  const { program, state } = open()
  const wrong = changeCells(program, state, [{ path: `items/${rowsOf(state)[1]?.key}/price`, value: 'many' }])
  const more = copyRows(program, wrong, 'items', keys(wrong, 0, 1))
  expect(names(more)).toEqual(['a', 'b', 'a', 'b', 'c', 'd'])
  expect(rowsOf(more)[3]?.fields['price']?.input).toBe('many')
  expect(new Set(rowsOf(more).map(({ key }) => key)).size).toBe(6)
})

test('a copy knows what lies behind its links', () => {
  const { program, state } = open()
  const id = '0192f5a0-0000-7000-8000-000000000001'
  const path = `items/${rowsOf(state)[0]?.key}/account`
  const linked = changeCells(program, state, [
    { path, value: id, link: { row: { city: '上海' }, links: {} } },
  ])
  const more = copyRows(program, linked, 'items', keys(linked, 0))
  expect(rowsOf(more)[1]?.row['city']).toBe('上海')
  expect(more.pending).toEqual([])
})

test('several rows move together and keep their order', () => {
  const { program, state } = open()
  const down = moveRows(program, state, 'items', { rows: keys(state, 0, 2), to: 2 })
  expect(names(down)).toEqual(['b', 'd', 'a', 'c'])
  expect(names(moveRows(program, down, 'items', { rows: keys(down, 3), to: -3 }))).toEqual([
    'c',
    'b',
    'd',
    'a',
  ])
})

test('many rows and many cells are one step, worked out once', () => {
  const { program, state } = open()
  const more = addRows(program, state, 'items', { count: 3, at: 1 })
  expect(names(more)).toEqual(['a', null, null, null, 'b', 'c', 'd'])
  expect(more.row['total']).toBe('25')
  const cells = rowsOf(more).map(({ key }) => ({ path: `items/${key}/price`, value: '2' }))
  const next = changeCells(program, more, cells)
  expect(next.row['total']).toBe('14')
  expect(next.runs - more.runs).toBeLessThan(20)
})
