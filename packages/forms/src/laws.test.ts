import { language, type Json } from '@mortise/expressions'
import { builtinFieldTypes, designFieldTypes } from '@mortise/fields'
import {
  compileModel,
  extensionList,
  type AppDocuments,
  documentKinds,
  type EntityDocument,
  type FieldDocument,
  type FormDocument,
} from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addRow,
  changeField,
  compileForm,
  defaultForm,
  moveRow,
  noModel,
  openForm,
  panelEntity,
  prepareRecord,
  removeRow,
  validateForm,
  valuesOf,
  type FormProgram,
  type FormState,
} from './index.ts'

const fields = extensionList([...builtinFieldTypes, ...designFieldTypes])

function programOf(entities: readonly EntityDocument[], form?: FormDocument): FormProgram {
  const empty = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...empty,
    app: { key: 'test', label: 'Test', version: '1.0.0' },
    entity: entities,
  } as unknown as AppDocuments
  const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
  const entity = model.entity(entities[0]?.key ?? '')
  if (entity === undefined) throw new Error('no entity')
  return compileForm({ model, entity, form, fields, language })
}

const formula = (key: string, expr: Json): FieldDocument => ({
  key,
  label: key,
  type: 'formula',
  settings: { result: 'decimal', scale: 4, stored: true, expr },
})
const v = (name: string): Json => ({ var: name })

const order: EntityDocument = {
  key: 'order',
  label: 'Order',
  title: 'a',
  fields: [
    { key: 'a', label: 'a', type: 'integer' },
    { key: 'b', label: 'b', type: 'decimal' },
    formula('sum', { '+': [v('a'), v('b')] }),
    formula('twice', { '*': [v('sum'), 2] }),
    formula('lines_total', { sumOf: [v('lines'), v('amount')] }),
    formula('all', { '+': [v('twice'), v('lines_total')] }),
    {
      key: 'kind',
      label: 'kind',
      type: 'select',
      settings: { options: ['x', 'y', 'z'].map((value, rank) => ({ value, label: value, rank })) },
    },
    { key: 'note', label: 'note', type: 'text' },
    { key: 'lines', label: 'lines', type: 'subtable', settings: { target: 'line', parentField: 'parent' } },
  ],
  checks: [
    { key: 'big', when: { '>': [v('all'), 50] }, message: { zh: '太大', en: 'too big' }, fields: ['a', 'b'] },
    {
      key: 'many',
      when: { '>': [{ countOf: [v('lines')] }, 2] },
      message: { zh: '太多', en: 'too many' },
      level: 'warn',
    },
  ],
}
const line: EntityDocument = {
  key: 'line',
  label: 'Line',
  title: 'n',
  kind: 'child',
  fields: [
    { key: 'parent', label: 'parent', type: 'link', settings: { target: 'order' } },
    { key: 'n', label: 'n', type: 'integer', required: true },
    { key: 'p', label: 'p', type: 'money' },
    formula('amount', { '*': [v('n'), v('p'), { '??': [v('parent.a'), 1] }] }),
  ],
  checks: [
    {
      key: 'negative',
      when: { '<': [v('n'), 0] },
      message: { zh: '不能为负', en: 'not negative' },
      fields: ['n'],
    },
  ],
}
const form: FormDocument = {
  key: 'edit',
  entity: 'order',
  purpose: 'edit',
  nodes: [
    { type: 'field', field: 'a' },
    { type: 'field', field: 'b', visible: { '>': [v('a'), 0] }, required: { '==': [v('kind'), 'x'] } },
    {
      type: 'tabs',
      tabs: [
        {
          label: 'one',
          visible: { '!=': [v('kind'), 'y'] },
          nodes: [{ type: 'field', field: 'note', required: true, readOnly: { '>': [v('all'), 10] } }],
        },
        {
          label: 'two',
          nodes: [
            {
              type: 'field',
              field: 'kind',
              optionsFilter: { '<=': [v('rank'), { '??': [v('record.a'), 2] }] },
            },
          ],
        },
      ],
    },
    {
      type: 'subtable',
      field: 'lines',
      columns: [{ field: 'n' }, { field: 'p', readOnly: { '>': [v('parent.a'), 3] } }, { field: 'amount' }],
    },
  ],
}

type Edit = (program: FormProgram, state: FormState) => FormState
const keyOf = (state: FormState, index: number): string => (state.tables['lines'] ?? [])[index]?.key ?? ''

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ min: -5, max: 9 }),
  fc.constantFrom<Json>('1.5', '２', 'x', 'y', 'nonsense', null, ''),
)
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ key: fc.constantFrom('a', 'b', 'kind', 'note', 'sum'), to: value }).map(
    ({ key, to }): Edit =>
      (p, s) =>
        changeField(p, s, key, to),
  ),
  fc.record({ row: fc.nat(3), key: fc.constantFrom('n', 'p', 'amount'), to: value }).map(
    ({ row, key, to }): Edit =>
      (p, s) =>
        changeField(p, s, `lines/${keyOf(s, row)}/${key}`, to),
  ),
  value.map(
    (n): Edit =>
      (p, s) =>
        addRow(p, s, 'lines', { values: { n, p: '2.50' }, at: 0 }),
  ),
  fc.nat(3).map(
    (row): Edit =>
      (p, s) =>
        removeRow(p, s, 'lines', keyOf(s, row)),
  ),
  fc.tuple(fc.nat(3), fc.nat(3)).map(
    ([row, to]): Edit =>
      (p, s) =>
        moveRow(p, s, 'lines', { row: keyOf(s, row), to }),
  ),
)

const around = { now: '2026-03-05T06:30:00.000Z', isNew: false } as const

/** What people typed where it can't be read, else the values: enough to open the same record afresh. */
function written(state: FormState): { readonly [key: string]: Json } {
  const of = (states: FormState['fields']): { readonly [key: string]: Json } =>
    Object.fromEntries(Object.entries(states).map(([key, field]) => [key, field.input ?? field.value]))
  const rows = (state.tables['lines'] ?? []).map((row) => of(row.fields))
  return { ...of(state.fields), lines: rows }
}

const withoutKeys = (state: FormState) => ({
  fields: state.fields,
  layout: state.layout,
  rows: (state.tables['lines'] ?? []).map((row) => row.fields),
})

describe('any edits in any order', () => {
  const program = programOf([order, line], form)
  const plain = programOf([order, line])

  it('compile without problems', () => {
    expect([...program.problems, ...plain.problems]).toEqual([])
  })

  it('end in the state that opening the same record afresh gives', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const state = edits.reduce(
          (now, one) => one(program, now),
          openForm(program, { ...around, values: {} }),
        )
        const afresh = openForm(program, { ...around, values: written(state) })
        expect(withoutKeys(state)).toEqual(withoutKeys(afresh))
      }),
      { numRuns: 400 },
    )
  })

  it('give the same errors in the browser and on the server', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const state = edits.reduce((now, one) => one(plain, now), openForm(plain, { ...around, values: {} }))
        const local = validateForm(plain, state)
        const values = Object.fromEntries(
          Object.entries(written(state)).filter(
            ([key]) => plain.tables.get('')?.fields.get(key)?.computed === false,
          ),
        )
        const server = prepareRecord(plain, { ...around, values })
        expect(server.errors).toEqual(local.errors)
        expect(server.warnings).toEqual(local.warnings)
        expect(server.values).toEqual(valuesOf(plain, state))
      }),
      { numRuns: 300 },
    )
  })

  it('never change the state they start from', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 10 }), (edits) => {
        let state = openForm(program, { ...around, values: {} })
        for (const one of edits) {
          const before = JSON.stringify(state)
          const next = one(program, state)
          expect(JSON.stringify(state)).toBe(before)
          state = next
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('a form of a thousand fields', () => {
  const many = Array.from(
    { length: 1000 },
    (_, i): FieldDocument =>
      i % 2 === 0
        ? { key: `f${i}`, label: `f${i}`, type: 'integer' }
        : formula(`f${i}`, { '+': [v(`f${i - 1}`), 1] }),
  )
  const program = programOf([{ key: 'wide', label: 'Wide', title: 'f0', fields: many }])

  it('works out one formula for one keystroke', () => {
    const state = openForm(program, { ...around, values: {} })
    const next = changeField(program, state, 'f10', 41)
    expect(next.fields['f11']?.value).toBe('42')
    expect(next.runs - state.runs).toBe(1)
  })
})

describe('forms nobody designed', () => {
  it('have every own field, sub-tables below', () => {
    const { entity } = programOf([order, line])
    const nodes = defaultForm(entity, fields).nodes
    expect(nodes.map(({ type }) => type)).toEqual(['section', 'subtable'])
    expect(JSON.stringify(nodes)).not.toContain('created_at')
  })

  it('draw the settings of every field type', () => {
    for (const type of fields.all) {
      const entity = panelEntity(type.type, type.settings, fields)
      const program = compileForm({ model: noModel, entity, fields, language })
      expect(program.problems).toEqual([])
      const state = openForm(program, { ...around, isNew: true, values: type.defaults ?? {} })
      const readable = validateForm(program, state).errors.filter(({ code }) => code !== 'FORM_REQUIRED')
      expect(readable).toEqual([])
    }
  })
})
