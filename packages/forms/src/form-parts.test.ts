import { language, lookupBook } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  extensionList,
  type FormDocument,
  type FormPickNode,
} from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import {
  addRow,
  applyPick,
  changeField,
  clearedHtml,
  compileForm,
  errorsOfStep,
  type FormProgram,
  type FormState,
  givesRow,
  isDirty,
  linkFilter,
  nodeQuery,
  openForm,
  partsAround,
  prepareRecord,
  refreshLookups,
  removeRow,
  sentValues,
  takesRows,
  totalKey,
  validateForm,
} from './index.ts'

const fields = extensionList(builtinFieldTypes)
const v = (name: string) => ({ var: name })

const order: EntityDocument = {
  key: 'order',
  label: 'Order',
  title: 'no',
  fields: [
    { key: 'no', label: 'No', type: 'text', required: true },
    { key: 'code', label: { zh: '编码', en: 'Code' }, type: 'text' },
    { key: 'city', label: 'City', type: 'text' },
    { key: 'amount', label: { zh: '金额', en: 'Amount' }, type: 'money', required: true },
    {
      key: 'proof',
      label: { zh: '证明', en: 'Proof' },
      type: 'text',
      required: true,
      requiredEvenHidden: true,
    },
    { key: 'open', label: 'Open', type: 'boolean' },
    {
      key: 'lines',
      label: { zh: '明细', en: 'Lines' },
      type: 'subtable',
      settings: { target: 'line', parentField: 'order' },
    },
  ],
}
const line: EntityDocument = {
  key: 'line',
  label: 'Line',
  title: 'name',
  kind: 'child',
  fields: [
    { key: 'order', label: 'Order', type: 'link', settings: { target: 'order' } },
    { key: 'name', label: 'Name', type: 'text', default: 'new' },
    { key: 'qty', label: 'Qty', type: 'integer' },
    { key: 'item', label: 'Item', type: 'link', settings: { target: 'stock' } },
  ],
}
const stock: EntityDocument = {
  key: 'stock',
  label: 'Stock',
  title: 'name',
  fields: [
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'code', label: 'Code', type: 'text' },
    { key: 'city', label: 'City', type: 'text' },
  ],
}

const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
const app = { ...none, app: { key: 'a', label: 'A', version: '1.0.0' }, entity: [order, line, stock] }
const { model } = compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: fields, version: 1 })
const now = '2026-03-05T06:30:00.000Z'

function made(form: Partial<FormDocument>): FormProgram {
  const entity = model.entity('order')
  if (entity === undefined) throw new Error('no order')
  const document: FormDocument = { key: 'f', entity: 'order', purpose: 'edit', nodes: [], ...form }
  const program = compileForm({ model, entity, form: document, fields, language })
  expect(program.problems).toEqual([])
  return program
}
const blank = (program: FormProgram, values = {}): FormState =>
  openForm(program, { values, isNew: true, now })
const codes = (program: FormProgram, state: FormState): readonly string[] =>
  validateForm(program, state).errors.map(({ path, code }) => `${path} ${code}`)

it('a text with tags says values as people read them, and works them out again when they change', () => {
  const zh = '<p>{{no}}：<strong>{{amount}}</strong><a href="https://a.cn/{{no}}">x</a> {{no}}</p>'
  const program = made({ nodes: [{ type: 'html', id: 'h', html: { zh, en: '<p>{{amount}}</p>' } }] })
  const state = blank(program, { no: '<b>1</b>', amount: 5 })
  const said = (now: FormState) => now.shown['h'] as { zh: object; en: object }
  expect(said(state).zh).toEqual({ '{{no}}': '<b>1</b>', '{{amount}}': '¥5.00' })
  expect(said(state).en).toEqual({ '{{amount}}': '¥5.00' })
  const changed = changeField(program, state, 'amount', 1200)
  expect(said(changed).zh).toMatchObject({ '{{amount}}': '¥1,200.00' })
  const same = changeField(program, changed, 'city', 'x')
  expect(said(same)).toBe(said(changed))
  const only = (text: string) => clearedHtml(text, (one) => JSON.stringify(one).includes('"no"'))
  expect(only(zh)).toBe('<p>{{no}}：<strong></strong><a href="https://a.cn/{{no}}">x</a> {{no}}</p>')
  expect(clearedHtml({ en: '{{amount}}', zh: 'a {{no}} {{(}}' }, () => true)).toEqual({
    en: '{{amount}}',
    zh: 'a {{no}} ',
  })
})

it('an embedded page has values in its address that lead nowhere else, and is of a site that is written out', () => {
  const url = 'https://bi.example.com/{{no}}?a={{amount}}&c={{city}}'
  const program = made({ nodes: [{ type: 'embed', id: 'e', url }] })
  const state = blank(program, { no: '../x?y=1#z', amount: 1200 })
  expect(state.shown['e']).toBe('https://bi.example.com/..%2Fx%3Fy%3D1%23z?a=1200&c=')
  const elsewhere = 'https://{{no}}.example.com/'
  const form: FormDocument = {
    key: 'f',
    entity: 'order',
    purpose: 'edit',
    nodes: [{ type: 'embed', id: 'e', url: elsewhere }],
  }
  const wrong = compileForm({ ...program, form })
  expect(wrong.problems).toMatchObject([{ path: '/nodes/0/url', code: 'FORM_PAGE_ADDRESS' }])
  expect(blank(wrong, { no: 'bi' }).shown['e']).toBeUndefined()
})

describe('a required field', () => {
  it('stops nobody while it is hidden or read-only, unless it is asked for even then', () => {
    const program = made({
      nodes: [
        { type: 'field', field: 'no', visible: { '==': [v('open'), true] } },
        { type: 'field', field: 'amount', readOnly: true },
        { type: 'field', field: 'open' },
      ],
    })
    const state = blank(program)
    expect(codes(program, state)).toEqual(['proof FORM_REQUIRED'])
    expect(codes(program, changeField(program, state, 'open', true))).toEqual([
      'no FORM_REQUIRED',
      'proof FORM_REQUIRED',
    ])
    expect(prepareRecord(program, { values: {}, isNew: true, now }).errors.map(({ path }) => path)).toEqual([
      'proof',
    ])
  })

  it('may be told of in the form’s own words', () => {
    const messages = { required: { zh: '请写单号', en: 'give it a number' }, format: '金额不对' }
    const program = made({
      nodes: [
        { type: 'field', field: 'no', messages },
        { type: 'field', field: 'amount', messages },
      ],
    })
    const state = changeField(program, blank(program), 'amount', 'much')
    const said = validateForm(program, state).errors.map(({ path, message }) => `${path} ${message.zh}`)
    expect(said).toContain('no 请写单号')
    expect(said).toContain('amount 金额不对')
  })
})

describe('checks of a form', () => {
  it('tell of the record in their messages, and bind the server', () => {
    const message = { zh: '{{code}} 的金额 {{amount}} 过大', en: '{{amount}} is too much for {{code}}' }
    const program = made({
      checks: [{ key: 'cap', when: { '>': [v('amount'), 100] }, message, fields: ['amount'] }],
    })
    const values = { no: '1', proof: 'x', code: 'A', amount: 1200 }
    const [error] = prepareRecord(program, { values, isNew: true, now }).errors
    expect(error).toEqual({
      path: 'amount',
      code: 'CHECK_cap',
      message: { zh: 'A 的金额 ¥1,200.00 过大', en: '¥1,200.00 is too much for A' },
    })
  })
})

describe('a data link', () => {
  const program = made({
    nodes: [
      { type: 'field', field: 'code' },
      { type: 'field', field: 'city' },
    ],
    dataLinks: [
      {
        entity: 'stock',
        filter: { '==': [v('code'), v('record.code')] },
        fill: { city: 'city', no: 'name' },
      },
    ],
  })
  const book = lookupBook()
  const answer = (state: FormState, found: { readonly [field: string]: string }): FormState => {
    for (const request of book.waiting()) book.provide(request, found[request.field] ?? null)
    return refreshLookups(program, state)
  }
  const open = (): FormState =>
    openForm(program, { values: {}, isNew: true, now, lookup: book.lookup, known: book.known })

  it('waits for its answer, fills in what was found, and clears it when nothing fits any more', () => {
    const asked = changeField(program, changeField(program, open(), 'city', 'before'), 'code', 'K1')
    expect([asked.row['city'], asked.waiting.length]).toEqual(['before', 1])
    const found = answer(asked, { id: 's1', city: '苏州', name: 'Bolt' })
    expect([found.row['city'], found.row['no'], found.waiting.length]).toEqual(['苏州', 'Bolt', 0])
    const other = answer(changeField(program, found, 'code', 'K2'), {})
    expect([other.row['city'], other.row['no']]).toEqual([null, null])
  })

  it('leaves what a person writes afterwards, and asks nothing while it has nothing to ask by', () => {
    const found = answer(changeField(program, open(), 'code', 'K3'), { id: 's1', city: '苏州' })
    const own = changeField(program, found, 'city', '无锡')
    expect(changeField(program, own, 'amount', 5).row['city']).toBe('无锡')
    expect(sentValues(program, own)['city']).toBe('无锡')
    book.waiting()
    expect(changeField(program, own, 'code', null).row['city']).toBeNull()
    expect(book.waiting()).toEqual([])
  })

  it('runs on the server for who does not say otherwise', () => {
    const lookup = ({ field }: { readonly field: string }): string => `${field} of it`
    const values = { code: 'K', amount: 1, proof: 'x' }
    const filled = prepareRecord(program, { values, isNew: true, now, lookup })
    expect([filled.values['city'], filled.values['no']]).toEqual(['city of it', 'name of it'])
    const kept = prepareRecord(program, { values: { ...values, city: 'mine' }, isNew: true, now, lookup })
    expect(kept.values['city']).toBe('mine')
  })
})

describe('what a form keeps read-only', () => {
  const program = made({
    nodes: [
      { type: 'field', field: 'code' },
      { type: 'field', field: 'city', readOnly: true },
      { type: 'field', field: 'amount', readOnly: { '==': [v('open'), true] } },
      { type: 'field', field: 'open' },
    ],
    onChange: [{ when: { changed: ['code'] }, set: { city: { concat: ['city of ', v('code')] } } }],
  })
  const previous = { no: '1', proof: 'x', code: 'A', city: 'old', amount: '5', open: true }
  const save = (values: object): { readonly [key: string]: unknown } =>
    prepareRecord(program, { values: values as never, previous, isNew: false, now }).values

  it('is not changed by what is sent, only by the form’s own rules', () => {
    expect(save({ city: 'mine', amount: '9' })).toMatchObject({ city: 'old', amount: '5' })
    expect(save({ city: 'mine', code: 'B' })).toMatchObject({ city: 'city of B' })
  })

  it('may be part of the change that makes it read-only', () => {
    const open = { ...previous, open: false }
    const done = prepareRecord(program, {
      values: { amount: '9', open: true },
      previous: open,
      isNew: false,
      now,
    })
    expect(done.values['amount']).toBe('9')
  })
})

describe('rows of a sub-table', () => {
  const program = made({
    nodes: [
      { type: 'field', field: 'open' },
      {
        type: 'subtable',
        field: 'lines',
        columns: [
          { field: 'name', default: { concat: ['for ', v('order.code')] }, required: { '>': [v('qty'), 3] } },
          { field: 'qty' },
          { field: 'item', optionsFilter: { '==': [v('city'), v('record.order.city')] } },
        ],
        totals: ['qty', { field: 'qty', of: 'avg' }, { field: 'qty', of: 'count' }],
        minRows: 1,
        maxRows: 2,
        canAdd: { '!=': [v('open'), false] },
        canDelete: { '==': [v('open'), true] },
      },
    ],
  })
  const filled = { no: '1', proof: 'x', amount: 1 }

  it('begin with the column’s default, and are asked for by the column', () => {
    const state = addRow(program, blank(program, { ...filled, code: 'K' }), 'lines', { values: { qty: 5 } })
    expect(state.tables['lines']?.[0]?.row['name']).toBe('for K')
    const empty = changeField(program, state, 'lines/0/name', null)
    expect(codes(program, empty)).toEqual(['lines/0/name FORM_REQUIRED'])
    expect(codes(program, changeField(program, empty, 'lines/0/qty', 2))).toEqual([])
  })

  it('keep to their number, and come and go as the form lets them', () => {
    const state = blank(program, filled)
    expect(codes(program, state)).toEqual(['lines FORM_ROWS_FEW'])
    const two = addRow(program, addRow(program, state, 'lines'), 'lines')
    expect([takesRows(program, two, 'lines'), addRow(program, two, 'lines')]).toEqual([false, two])
    const shut = changeField(program, state, 'open', false)
    expect(addRow(program, shut, 'lines')).toBe(shut)
    const values = { ...filled, open: false, lines: [{ qty: 1 }, { qty: 2 }, { qty: 3 }] }
    const sent = prepareRecord(program, { values, isNew: true, now }).errors.map(({ code }) => code)
    expect(sent).toEqual(['FORM_ROWS_MANY', 'FORM_ROWS_FIXED'])
    const stored = {
      ...filled,
      amount: '1',
      open: false,
      lines: [{ id: 'r1', name: 'a', qty: 1, item: null }],
    }
    const open = openForm(program, { values: stored, previous: stored, isNew: false, now })
    expect([givesRow(open, 'lines', 'r1'), removeRow(program, open, 'lines', 'r1')]).toEqual([false, open])
    const gone = prepareRecord(program, { values: { lines: [] }, previous: stored, isNew: false, now })
    expect(gone.errors.map(({ code }) => code)).toContain('FORM_ROWS_KEPT')
  })

  it('are added up, averaged and counted as they change', () => {
    const rows = [{ qty: 4 }, { qty: 1 }]
    const state = blank(program, { ...filled, lines: rows })
    const figures = (of: FormState): readonly unknown[] =>
      (['sum', 'avg', 'count'] as const).map(
        (figure) => of.shown[totalKey('lines', { field: 'qty', of: figure })],
      )
    expect(figures(state)).toEqual([5, 3, 2])
    expect(figures(changeField(program, state, 'lines/1/qty', null))).toEqual([4, 4, 1])
  })

  it('choose among what the record around them allows', () => {
    const state = addRow(program, blank(program, { ...filled, city: '苏州' }), 'lines')
    expect(linkFilter(program, state, 'lines/0/item')).toEqual({ '==': [v('city'), '苏州'] })
  })
})

describe('what is picked', () => {
  const pick: FormPickNode = {
    type: 'pick',
    label: 'Pick',
    entity: 'stock',
    filter: { '==': [v('city'), v('record.city')] },
    columns: ['name'],
    fill: { code: 'code', amount: 'name' },
  }
  const into: FormPickNode = { ...pick, into: 'lines', multiple: true, fill: { name: 'name', qty: 'code' } }

  it('is asked for by what the record holds', () => {
    const program = made({ nodes: [pick] })
    const state = blank(program)
    expect(nodeQuery(program, state, pick)).toMatchObject({ entity: 'stock', ready: false })
    expect(nodeQuery(program, changeField(program, state, 'city', '苏州'), pick)).toMatchObject({
      fields: ['name', 'code'],
      filter: { '==': [v('city'), '苏州'] },
      ready: true,
    })
  })

  it('asks with values of the record that keep their types, and with what stands for an empty one', () => {
    const filter = { '>': [{ '+': [v('record.amount'), 1] }, 100] }
    const program = made({
      nodes: [
        { ...pick, filter },
        { type: 'field', field: 'amount' },
      ],
    })
    const asked = nodeQuery(program, blank(program, { amount: '120.5' }), { ...pick, filter })
    expect(asked.filter).toEqual({ '>': [{ '+': [120.5, 1] }, 100] })
    expect(language.check(asked.filter ?? null, program.entity.scope, { sql: true }).ok).toBe(true)
    const or = { '==': [v('city'), { var: ['record.city', '苏州'] }] }
    const open = nodeQuery(program, blank(program, {}), { ...pick, filter: or })
    expect([open.filter, open.ready]).toEqual([{ '==': [v('city'), '苏州'] }, false])
  })

  it('fills the record as far as it may be written, each by its type', () => {
    const program = made({
      nodes: [pick, { type: 'field', field: 'code', readOnly: true }, { type: 'field', field: 'amount' }],
    })
    const state = applyPick(program, blank(program, { code: 'own' }), {
      node: pick,
      rows: [{ code: 'K', name: '12.5' }],
    })
    expect([state.row['code'], state.row['amount']]).toEqual(['own', '12.5'])
    const odd = applyPick(program, state, { node: pick, rows: [{ name: 'many' }] })
    expect(odd.fields['amount']?.errors).toHaveLength(1)
  })

  it('makes rows, as many as there is room for', () => {
    const program = made({ nodes: [into, { type: 'subtable', field: 'lines', maxRows: 2 }] })
    const rows = [1, 2, 3].map((n) => ({ name: `n${n}`, code: String(n) }))
    const state = applyPick(program, blank(program), { node: into, rows })
    expect(state.tables['lines']?.map(({ row }) => [row['name'], row['qty']])).toEqual([
      ['n1', 1],
      ['n2', 2],
    ])
  })
})

describe('steps', () => {
  const program = made({
    nodes: [
      {
        type: 'steps',
        steps: [
          { id: 'one', label: 'One', nodes: [{ type: 'section', nodes: [{ type: 'field', field: 'no' }] }] },
          { label: 'Two', visible: { '==': [v('open'), true] }, nodes: [{ type: 'field', field: 'amount' }] },
        ],
      },
      { type: 'code', id: 'qr', kind: 'qr', value: { concat: ['no:', v('no')] } },
    ],
  })

  it('tell what is wrong in them, and where a field stands', () => {
    const state = blank(program)
    expect(errorsOfStep(program, state, 'one').map(({ path }) => path)).toEqual(['no'])
    expect(errorsOfStep(program, state, '/nodes/0/steps/1')).toEqual([])
    const shown = changeField(program, state, 'open', true)
    expect(errorsOfStep(program, shown, '/nodes/0/steps/1').map(({ path }) => path)).toEqual(['amount'])
    expect(shown.layout['/nodes/0/steps/1']).toBe(true)
    expect(partsAround(program, 'no')).toContain('one')
  })

  it('a code shows what the record holds now', () => {
    expect(changeField(program, blank(program), 'no', '7').shown['qr']).toBe('no:7')
  })
})

describe('what counts as changed', () => {
  const program = made({
    nodes: [
      { type: 'field', field: 'no' },
      { type: 'subtable', field: 'lines' },
    ],
  })
  it('is what a person changed and did not take back', () => {
    const stored = { no: '1', lines: [{ id: 'r1', name: 'a', qty: 1 }] }
    const state = openForm(program, { values: stored, previous: stored, isNew: false, now })
    expect(isDirty(program, refreshLookups(program, state))).toBe(false)
    const typed = changeField(program, state, 'no', '2')
    expect(isDirty(program, typed)).toBe(true)
    expect(isDirty(program, changeField(program, typed, 'no', '1'))).toBe(false)
    const more = addRow(program, state, 'lines')
    expect(isDirty(program, more)).toBe(true)
    expect(isDirty(program, removeRow(program, more, 'lines', more.tables['lines']?.[1]?.key ?? ''))).toBe(
      false,
    )
  })
})
