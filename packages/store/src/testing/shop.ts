import type { LocalizedText } from '@mortise/errors'
import type { AppDocuments, EntityDocument, FieldDocument, RoleDocument } from '@mortise/schema'

type Given = Partial<FieldDocument> & { readonly key: string; readonly type: string }

const label: LocalizedText = { zh: '测试', en: 'test' }
const field = (given: Given): FieldDocument => ({ label, id: `f_${given.key}`, ...given })

const money = (key: string, more: Partial<FieldDocument> = {}): FieldDocument =>
  field({ key, type: 'money', settings: { scale: 2 }, ...more })
const text = (key: string, more: Partial<FieldDocument> = {}): FieldDocument =>
  field({ key, type: 'text', ...more })
const link = (key: string, target: string, settings: FieldDocument['settings'] = {}): FieldDocument =>
  field({ key, type: 'link', settings: { target, ...settings } })

/** A little trade: accounts, deals with items, and notes. Small, but with one of everything the store cares about. */
export const shopEntities: readonly EntityDocument[] = [
  {
    id: 'e_account',
    key: 'account',
    label,
    title: 'name',
    search: ['phone'],
    fields: [
      text('name', { unique: true, required: true }),
      text('phone'),
      text('level'),
      field({
        key: 'won',
        type: 'rollup',
        settings: {
          relation: 'deal_by_customer',
          aggregate: 'sum',
          expr: { var: 'amount' },
          result: 'money',
          scale: 2,
        },
      }),
      field({
        key: 'deals',
        type: 'rollup',
        settings: { relation: 'deal_by_customer', aggregate: 'count', result: 'integer' },
      }),
    ],
    duplicates: [
      { fields: ['phone'], normalise: 'phone', on: 'warn' },
      { fields: ['name'], normalise: 'company', on: 'block' },
    ],
  },
  {
    id: 'e_deal',
    key: 'deal',
    label,
    title: 'name',
    fields: [
      text('name', { required: true }),
      field({ key: 'no', type: 'autonumber', settings: { pattern: 'D-{0000}', reset: 'never', start: 1 } }),
      link('customer', 'account'),
      money('amount', { index: true }),
      money('cost'),
      field({
        key: 'stage',
        type: 'select',
        history: true,
        settings: { options: ['lead', 'quote', 'won', 'lost'].map((value) => ({ value, label: value })) },
      }),
      field({ key: 'closing', type: 'date' }),
      field({
        key: 'tags',
        type: 'multiselect',
        settings: { options: ['a', 'b', 'c'].map((value) => ({ value, label: value })) },
      }),
      field({ key: 'items', type: 'subtable', settings: { target: 'deal_item', parentField: 'deal' } }),
      field({
        key: 'total',
        type: 'rollup',
        settings: {
          relation: 'items',
          aggregate: 'sum',
          expr: { '*': [{ var: 'qty' }, { var: 'price' }] },
          result: 'money',
          scale: 2,
        },
      }),
      field({
        key: 'amount_words',
        type: 'formula',
        settings: { expr: { cnMoney: [{ var: 'amount' }] }, stored: false, result: 'text' },
      }),
      field({ key: 'customer_level', type: 'lookup', settings: { path: 'customer.level' } }),
      field({
        key: 'margin',
        type: 'formula',
        settings: {
          expr: { '-': [{ var: 'amount' }, { var: 'cost' }] },
          stored: false,
          result: 'money',
          scale: 2,
        },
      }),
    ],
  },
  {
    id: 'e_deal_item',
    key: 'deal_item',
    label,
    kind: 'child',
    title: 'product',
    fields: [
      link('deal', 'deal', { onDelete: 'cascade' }),
      text('product'),
      field({ key: 'qty', type: 'integer' }),
      money('price'),
    ],
  },
]

/** The app around them. */
export function shopApp(entity: readonly EntityDocument[], role: readonly RoleDocument[] = []): AppDocuments {
  return {
    app: { key: 'shop', label, version: '1.0.0', timeZone: 'Asia/Shanghai' },
    entity,
    role,
    form: [],
    view: [],
    page: [],
    rule: [],
    flow: [],
    score: [],
    assignment: [],
    table: [],
    calendar: [],
    report: [],
    dashboard: [],
    print: [],
    mail: [],
  }
}
