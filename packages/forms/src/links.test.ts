import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  compileModel,
  documentKinds,
  extensionList,
  type AppDocuments,
  type EntityDocument,
  type FormDocument,
} from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import {
  addRow,
  changeField,
  compileForm,
  fieldAt,
  linkFilter,
  openForm,
  prepareRecord,
  provideLink,
  validateForm,
  type FormProgram,
} from './index.ts'

const fields = extensionList(builtinFieldTypes)
const id = (n: number): string => `018f3c5e-7a10-7000-8000-00000000000${n}`

const visit: EntityDocument = {
  key: 'visit',
  label: { zh: '拜访', en: 'Visit' },
  title: 'city',
  fields: [
    { key: 'city', label: { zh: '城市', en: 'City' }, type: 'text' },
    {
      key: 'contact',
      label: { zh: '联系人', en: 'Contact' },
      type: 'link',
      settings: { target: 'contact', filter: { '==': [{ var: 'active' }, true] } },
    },
    { key: 'seller', label: { zh: '销售', en: 'Seller' }, type: 'user' },
    { key: 'mail', label: { zh: '邮箱', en: 'Mail' }, type: 'email' },
    {
      key: 'gifts',
      label: { zh: '礼品', en: 'Gifts' },
      type: 'subtable',
      settings: { target: 'gift', parentField: 'visit' },
    },
  ],
}
const contact: EntityDocument = {
  key: 'contact',
  label: 'Contact',
  title: 'city',
  fields: [
    { key: 'city', label: 'City', type: 'text' },
    { key: 'active', label: 'Active', type: 'boolean' },
  ],
}
const gift: EntityDocument = {
  key: 'gift',
  label: 'Gift',
  title: 'price',
  kind: 'child',
  fields: [
    { key: 'visit', label: 'Visit', type: 'link', settings: { target: 'visit' } },
    { key: 'product', label: { zh: '产品', en: 'Product' }, type: 'link', settings: { target: 'product' } },
    { key: 'price', label: 'Price', type: 'lookup', settings: { path: 'product.price' } },
    { key: 'qty', label: 'Qty', type: 'integer', default: 2 },
    { key: 'asked', label: 'Asked', type: 'money' },
    {
      key: 'cost',
      label: 'Cost',
      type: 'formula',
      settings: { result: 'money', stored: true, expr: { '*': [{ var: 'qty' }, { var: 'price' }] } },
    },
  ],
}
const product: EntityDocument = {
  key: 'product',
  label: 'Product',
  title: 'price',
  fields: [{ key: 'price', label: 'Price', type: 'money' }],
}

const form: FormDocument = {
  key: 'edit',
  entity: 'visit',
  purpose: 'edit',
  nodes: [
    { type: 'field', field: 'city' },
    { type: 'field', field: 'contact', optionsFilter: { '==': [{ var: 'city' }, { var: 'record.city' }] } },
    { type: 'field', field: 'seller' },
    { type: 'field', field: 'mail' },
    {
      type: 'subtable',
      field: 'gifts',
      onChange: [{ when: { changed: ['product'] }, set: { asked: { var: 'product.price' } } }],
    },
  ],
  onChange: [{ when: { changed: ['seller'] }, set: { mail: { var: 'seller.email' } } }],
}

function makeProgram(): FormProgram {
  const empty = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...empty,
    app: { key: 't', label: 't', version: '1.0.0' },
    entity: [visit, contact, gift, product],
  } as unknown as AppDocuments
  const { model } = compileModel({ apps: [app], fieldFacts: fields, version: 1 })
  const entity = model.entity('visit')
  if (entity === undefined) throw new Error('no entity')
  return compileForm({ model, entity, form, fields, language })
}

const program = makeProgram()
const open = () => openForm(program, { now: '2026-03-05T06:30:00.000Z', isNew: true, values: {} })

describe('links', () => {
  it('say what has to be read behind them', () => {
    expect(program.problems).toEqual([])
    expect(program.needs.links).toEqual({
      '': { contact: ['active', 'city'], seller: ['email'] },
      gifts: { product: ['price'] },
    })
  })

  it('fill in the other fields of their row, once what lies behind them is there', () => {
    const empty = addRow(program, open(), 'gifts')
    const chosen = changeField(program, empty, 'gifts/0/product', id(1))
    expect(fieldAt(chosen, 'gifts/0/asked')?.value).toBeNull()
    const filled = provideLink(program, chosen, 'gifts/0/product', { row: { price: '12.5' } })
    expect(fieldAt(filled, 'gifts/0/asked')?.value).toBe('12.5')
    const typed = changeField(program, filled, 'gifts/0/asked', '9')
    expect(fieldAt(typed, 'gifts/0/asked')?.value).toBe('9')
  })

  it('give the picker a filter with the record’s values in it', () => {
    const state = changeField(program, open(), 'city', '杭州')
    expect(linkFilter(program, state, 'contact')).toEqual({
      and: [{ '==': [{ var: 'active' }, true] }, { '==': [{ var: 'city' }, '杭州'] }],
    })
    expect(linkFilter(program, state, 'gifts/0/product')).toBeUndefined()
  })

  it('are cleared when the record they name no longer fits', () => {
    let state = changeField(program, open(), 'city', '杭州')
    state = changeField(program, state, 'contact', id(1), { link: { row: { city: '杭州', active: true } } })
    expect(state.fields['contact']?.value).toBe(id(1))
    expect(validateForm(program, state).errors).toEqual([])
    state = changeField(program, state, 'city', '上海')
    expect(state.fields['contact']?.value).toBeNull()
    expect(state.notices.map(({ code }) => code)).toEqual(['FORM_CLEARED'])
  })

  it('are refused on the server when they do not fit, but not when they were there before', () => {
    const links = { contact: { row: { city: '上海', active: true } } }
    const input = {
      now: '2026-03-05T06:30:00.000Z',
      isNew: true,
      values: { city: '杭州', contact: id(1) },
      links,
    }
    expect(prepareRecord(program, input).errors.map(({ path, code }) => [path, code])).toEqual([
      ['contact', 'FORM_LINK_FILTERED'],
    ])
    expect(
      prepareRecord(program, { ...input, isNew: false, previous: input.values, values: {} }).errors,
    ).toEqual([])
  })

  it('to people can be read through', () => {
    const state = changeField(program, open(), 'seller', id(2))
    expect(state.pending).toEqual(['seller'])
    const known = provideLink(program, state, 'seller', { row: { email: 'li@example.com' } })
    expect(known.fields['mail']?.value).toBe('li@example.com')
  })

  it('in rows bring their data to the row alone', () => {
    let state = addRow(program, addRow(program, open(), 'gifts'), 'gifts')
    state = changeField(program, state, 'gifts/1/product', id(3), { link: { row: { price: '9.90' } } })
    expect(fieldAt(state, 'gifts/1/price')?.value).toBe('9.9')
    expect(fieldAt(state, 'gifts/1/cost')?.value).toBe('19.8')
    expect(fieldAt(state, 'gifts/0/cost')?.value).toBeNull()
  })

  it('without data leave what was stored as it is', () => {
    const gifts = [{ id: id(5), product: id(3), qty: 3, cost: '30' }]
    const stored = { gifts }
    const made = prepareRecord(program, {
      now: '2026-03-05T06:30:00.000Z',
      isNew: false,
      previous: stored,
      values: {},
    })
    expect(made.values['gifts']).toMatchObject([{ cost: '30' }])
    const known = prepareRecord(program, {
      now: '2026-03-05T06:30:00.000Z',
      isNew: false,
      previous: stored,
      values: {},
      rowLinks: { gifts: [{ product: { row: { price: 20 } } }] },
    })
    expect(known.values['gifts']).toMatchObject([{ cost: '60' }])
  })
})
