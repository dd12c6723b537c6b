import { builtinFieldTypes } from '@mortise/fields'
import { language } from '@mortise/expressions'
import {
  compileModel,
  extensionList,
  type AppDocuments,
  type EntityDocument,
  type FormDocument,
} from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import {
  addRow,
  changedValues,
  changeField,
  compileForm,
  fieldAt,
  linkFilter,
  moveRow,
  openForm,
  prepareRecord,
  provideLink,
  removeRow,
  showErrors,
  validateForm,
  valuesOf,
  type FormProgram,
} from './index.ts'

const fields = extensionList(builtinFieldTypes)

const deal: EntityDocument = {
  key: 'deal',
  label: { zh: '商机', en: 'Deal' },
  title: 'name',
  lockedWhen: { '==': [{ var: 'stage' }, 'won'] },
  fields: [
    { key: 'name', label: { zh: '名称', en: 'Name' }, type: 'text', required: true },
    {
      key: 'stage',
      label: { zh: '阶段', en: 'Stage' },
      type: 'select',
      default: 'lead',
      settings: {
        options: [
          { value: 'lead', label: { zh: '线索', en: 'Lead' }, big: false },
          { value: 'quote', label: { zh: '报价', en: 'Quote' }, big: true },
          { value: 'won', label: { zh: '赢单', en: 'Won' }, big: true },
        ],
      },
    },
    { key: 'big', label: { zh: '大单', en: 'Big' }, type: 'boolean', default: false },
    {
      key: 'customer',
      label: { zh: '客户', en: 'Customer' },
      type: 'link',
      settings: { target: 'account', filter: { '==': [{ var: 'level' }, 'A'] } },
    },
    { key: 'address', label: { zh: '地址', en: 'Address' }, type: 'text' },
    {
      key: 'level',
      label: { zh: '客户等级', en: 'Level' },
      type: 'lookup',
      settings: { path: 'customer.level' },
    },
    { key: 'discount', label: { zh: '折扣', en: 'Discount' }, type: 'percent' },
    {
      key: 'items',
      label: { zh: '明细', en: 'Items' },
      type: 'subtable',
      settings: { target: 'deal_item', parentField: 'deal' },
    },
    {
      key: 'total',
      label: { zh: '合计', en: 'Total' },
      type: 'formula',
      settings: { result: 'money', stored: true, expr: { sumOf: ['items', { var: 'amount' }] } },
    },
    { key: 'reason', label: { zh: '原因', en: 'Reason' }, type: 'text' },
  ],
  checks: [
    {
      key: 'discount_cap',
      when: { '>': [{ var: 'discount' }, 0.15] },
      message: { zh: '折扣超过15%', en: 'too much discount' },
      fields: ['discount'],
    },
    {
      key: 'small',
      when: { '<': [{ var: 'total' }, 100] },
      message: { zh: '金额偏小', en: 'small' },
      level: 'warn',
    },
  ],
  transitions: [{ field: 'stage', from: ['lead'], to: ['quote'] }],
}

const item: EntityDocument = {
  key: 'deal_item',
  label: { zh: '明细', en: 'Item' },
  title: 'product',
  kind: 'child',
  fields: [
    { key: 'deal', label: 'Deal', type: 'link', settings: { target: 'deal' } },
    { key: 'product', label: { zh: '产品', en: 'Product' }, type: 'text', required: true },
    { key: 'qty', label: { zh: '数量', en: 'Qty' }, type: 'integer', default: 1 },
    { key: 'price', label: { zh: '单价', en: 'Price' }, type: 'money' },
    {
      key: 'amount',
      label: { zh: '金额', en: 'Amount' },
      type: 'formula',
      settings: {
        result: 'money',
        stored: true,
        expr: {
          '*': [{ var: 'qty' }, { var: 'price' }, { '-': [1, { '??': [{ var: 'deal.discount' }, 0] }] }],
        },
      },
    },
  ],
}

const account: EntityDocument = {
  key: 'account',
  label: { zh: '客户', en: 'Account' },
  title: 'name',
  fields: [
    { key: 'name', label: 'Name', type: 'text' },
    { key: 'address', label: 'Address', type: 'text' },
    {
      key: 'level',
      label: 'Level',
      type: 'select',
      settings: {
        options: [
          { value: 'A', label: 'A' },
          { value: 'B', label: 'B' },
        ],
      },
    },
  ],
}

const form: FormDocument = {
  key: 'edit',
  entity: 'deal',
  purpose: 'edit',
  nodes: [
    {
      type: 'section',
      columns: 12,
      nodes: [
        { type: 'field', field: 'name' },
        { type: 'field', field: 'big' },
        {
          type: 'field',
          field: 'stage',
          optionsFilter: { or: [{ '!': [{ var: 'big' }] }, { '==': [{ var: 'record.big' }, true] }] },
        },
        { type: 'field', field: 'customer' },
        { type: 'field', field: 'address' },
        { type: 'field', field: 'level' },
        { type: 'field', field: 'discount', required: { '==': [{ var: 'stage' }, 'quote'] } },
        { type: 'field', field: 'total' },
      ],
    },
    {
      type: 'section',
      id: 'why',
      visible: { '==': [{ var: 'stage' }, 'quote'] },
      nodes: [{ type: 'field', field: 'reason', required: true }],
    },
    {
      type: 'subtable',
      field: 'items',
      columns: [{ field: 'product' }, { field: 'qty' }, { field: 'price' }, { field: 'amount' }],
    },
  ],
  onChange: [{ when: { changed: ['customer'] }, set: { address: { var: 'customer.address' } } }],
}

function modelOf(entities: readonly EntityDocument[]) {
  const app = {
    app: { key: 'test', label: 'Test', version: '1.0.0' },
    entity: entities,
    ...Object.fromEntries(
      [
        'form',
        'view',
        'rule',
        'flow',
        'score',
        'assignment',
        'table',
        'calendar',
        'page',
        'report',
        'dashboard',
        'print',
        'mail',
        'role',
      ].map((kind) => [kind, []]),
    ),
  } as unknown as AppDocuments
  return compileModel({ apps: [app], fieldFacts: fields, version: 1 }).model
}

function programOf(
  document: FormDocument | undefined = form,
  entities: readonly EntityDocument[] = [deal, item, account],
): FormProgram {
  const model = modelOf(entities)
  const entity = model.entity('deal')
  if (entity === undefined) throw new Error('no entity')
  return compileForm({ model, entity, form: document, fields, language })
}

const program = programOf()
const fresh = { now: '2026-03-05T06:30:00.000Z', isNew: true, values: {} } as const
const customerId = '018f3c5e-7a10-7000-8000-000000000001'
const behind = { row: { address: '杭州', level: 'A' } }

describe('a program', () => {
  it('has no problems and says what it needs around the record', () => {
    expect(program.problems).toEqual([])
    expect(program.needs.links['']).toEqual({ customer: ['address', 'level'] })
  })

  it('reports wrong names and circles with their path, and still works', () => {
    const broken = programOf({
      ...form,
      nodes: [{ type: 'field', field: 'name', visible: { '==': [{ var: 'stagee' }, 'x'] } }],
    })
    expect(broken.problems[0]).toMatchObject({
      path: expect.stringContaining('/nodes/0/visible'),
      message: { en: expect.stringContaining('stage') },
    })
    const a = {
      key: 'a',
      label: 'a',
      type: 'formula',
      settings: { result: 'decimal', expr: { '+': [{ var: 'b' }, 1] } },
    }
    const b = {
      key: 'b',
      label: 'b',
      type: 'formula',
      settings: { result: 'decimal', expr: { '+': [{ var: 'a' }, 1] } },
    }
    const circle = programOf(undefined, [{ ...deal, fields: [...deal.fields, a, b] }, item, account])
    expect(circle.problems.map(({ code, message }) => [code, message.en])).toEqual([
      ['FORM_CYCLE', expect.stringMatching(/a → b → a|b → a → b/u)],
    ])
    expect(openForm(circle, fresh).fields['stage']?.value).toBe('lead')
  })
})

describe('filling in', () => {
  it('starts with defaults and runs formulas over rows, with the record around them', () => {
    let state = openForm(program, fresh)
    expect(state.fields['stage']?.value).toBe('lead')
    state = addRow(program, state, 'items', { values: { product: 'A', price: '1,000.10' } })
    state = addRow(program, state, 'items', { values: { product: 'B', qty: 3, price: 0.1 } })
    expect(state.fields['total']?.value).toBe('1000.4')
    state = changeField(program, state, 'discount', '10%')
    expect(fieldAt(state, 'items/0/amount')?.value).toBe('900.09')
    expect(state.fields['total']?.value).toBe('900.36')
    const [first] = state.tables['items'] ?? []
    state = moveRow(program, state, 'items', { row: first?.key ?? '', to: 1 })
    expect(fieldAt(state, 'items/1/product')?.value).toBe('A')
    state = removeRow(program, state, 'items', first?.key ?? '')
    expect(valuesOf(program, state)).toMatchObject({
      total: '0.27',
      items: [{ product: 'B', qty: 3, price: '0.1', amount: '0.27' }],
    })
  })

  it('runs again only what depends on the change', () => {
    let state = openForm(program, fresh)
    for (let i = 0; i < 50; i += 1)
      state = addRow(program, state, 'items', { values: { product: `P${i}`, price: 1 } })
    const untouched = state.tables['items']?.[7]
    const next = changeField(program, state, 'items/3/qty', 5)
    // The row's amount and the total; nothing else reads the quantity.
    expect(next.runs - state.runs).toBe(2)
    expect(next.tables['items']?.[7]).toBe(untouched)
    expect(next.fields['name']).toBe(state.fields['name'])
    const named = changeField(program, next, 'name', 'x')
    expect(named.runs - next.runs).toBe(0)
    expect(named.tables).toEqual(next.tables)
  })

  it('shows, requires and hides; what is hidden never blocks', () => {
    let state = changeField(program, openForm(program, fresh), 'name', 'Deal')
    expect(state.layout['why']).toBe(false)
    expect(state.fields['reason']).toMatchObject({ visible: false, required: true })
    expect(validateForm(program, state).errors).toEqual([])
    state = changeField(program, changeField(program, state, 'big', true), 'stage', '报价')
    expect(state.layout['why']).toBe(true)
    expect(validateForm(program, state).errors.map(({ path, code }) => [path, code])).toEqual([
      ['discount', 'FORM_REQUIRED'],
      ['reason', 'FORM_REQUIRED'],
    ])
  })

  it('clears a choice that no longer fits, and says so', () => {
    let state = openForm(program, fresh)
    expect(state.fields['stage']?.options).toEqual(['lead'])
    state = changeField(program, state, 'big', 'yes')
    expect(state.fields['stage']?.options).toEqual(['lead', 'quote', 'won'])
    state = changeField(program, changeField(program, state, 'stage', 'quote'), 'big', false)
    expect(state.fields['stage']?.value).toBeNull()
    expect(state.notices.map(({ path, code }) => [path, code])).toEqual([['stage', 'FORM_CLEARED']])
  })

  it('waits for what lies behind a link before it copies from it', () => {
    let state = changeField(program, openForm(program, fresh), 'customer', customerId)
    expect(state.pending).toEqual(['customer'])
    expect(state.fields['address']?.value).toBeNull()
    state = provideLink(program, state, 'customer', behind)
    expect(state.pending).toEqual([])
    expect(state.fields['address']?.value).toBe('杭州')
    expect(state.fields['level']?.value).toBe('A')
    state = changeField(program, state, 'customer', null)
    expect(state.fields['level']?.value).toBeNull()
    expect(linkFilter(program, state, 'customer')).toEqual({ '==': [{ var: 'level' }, 'A'] })
  })

  it('keeps what can’t be read, with the reason at the field', () => {
    const state = changeField(program, openForm(program, fresh), 'discount', 'a lot')
    expect(state.fields['discount']).toMatchObject({
      value: null,
      input: 'a lot',
      errors: [{ code: 'FIELD_NUMBER' }],
    })
    expect(validateForm(program, state).errors).toContainEqual(
      expect.objectContaining({ path: 'discount', code: 'FIELD_NUMBER' }),
    )
    expect(changeField(program, state, 'discount', '5%').fields['discount']).not.toHaveProperty('input')
  })

  it('leaves computed fields and locked records alone', () => {
    const state = openForm(program, fresh)
    expect(changeField(program, state, 'total', 5)).toBe(state)
    const stored = { name: 'Deal', stage: 'won' }
    const locked = openForm(program, { ...fresh, isNew: false, values: stored, previous: stored })
    expect(locked.fields['name']?.readOnly).toBe(true)
    expect(changeField(program, locked, 'name', 'x')).toBe(locked)
  })

  it('is frozen, and tells what was changed', () => {
    const stored = { name: 'Deal', stage: 'lead', big: false }
    const state = openForm(program, { ...fresh, isNew: false, values: stored, previous: stored })
    expect(Object.isFrozen(state.fields['name'])).toBe(true)
    expect(changedValues(program, changeField(program, state, 'name', 'New'))).toMatchObject({ name: 'New' })
    const shown = showErrors(state, [
      { path: 'name', code: 'TAKEN', message: { zh: '已存在', en: 'taken' } },
      { path: '', code: 'X', message: { zh: 'x', en: 'x' } },
    ])
    expect(shown.state.fields['name']?.errors).toHaveLength(1)
    expect(shown.others).toHaveLength(1)
  })
})

describe('preparing a record for saving', () => {
  const plain = programOf(undefined)
  compileForm({ model: plain.model, entity: plain.entity, fields, language })

  it('reads, fills in, works out and checks, whoever writes', () => {
    const made = prepareRecord(plainProgram(), {
      ...fresh,
      values: {
        name: 'Deal',
        discount: '20%',
        items: [{ product: 'A', qty: '2', price: '￥10' }, { price: 'x' }],
      },
    })
    expect(made.values).toMatchObject({ name: 'Deal', stage: 'lead', discount: '0.2', total: '16' })
    expect(made.errors.map(({ path, code }) => [path, code])).toEqual([
      ['discount', 'CHECK_discount_cap'],
      ['items/1/product', 'FORM_REQUIRED'],
      ['items/1/price', 'FIELD_NUMBER'],
    ])
    expect(made.warnings.map(({ code }) => code)).toEqual(['CHECK_small'])
  })

  it('names strangers and refuses values for computed fields', () => {
    const made = prepareRecord(plainProgram(), {
      ...fresh,
      values: { name: 'Deal', stagee: 'lead', total: 5 },
    })
    expect(made.errors.map(({ path, code, message }) => [path, code, message.en])).toEqual([
      ['stagee', 'FORM_FIELD_UNKNOWN', 'there is no field “stagee”; did you mean “stage”?'],
      ['total', 'FORM_FIELD_COMPUTED', expect.any(String)],
    ])
  })

  it('keeps what is stored, and checks changes of state', () => {
    const previous = { name: 'Deal', stage: 'lead', total: '0' }
    const made = prepareRecord(plainProgram(), { ...fresh, isNew: false, previous, values: { stage: 'won' } })
    expect(made.values).toMatchObject({ name: 'Deal', stage: 'won' })
    expect(made.errors.map(({ code, message }) => [code, message.zh])).toEqual([
      ['FORM_TRANSITION', '“阶段”不能从“线索”改为“赢单”'],
    ])
    expect(
      prepareRecord(plainProgram(), { ...fresh, isNew: false, previous, values: { stage: 'quote' } }).errors,
    ).toEqual([])
  })

  function plainProgram(): FormProgram {
    const model = modelOf([deal, item, account])
    const entity = model.entity('deal')
    if (entity === undefined) throw new Error('no entity')
    return compileForm({ model, entity, fields, language })
  }
})
