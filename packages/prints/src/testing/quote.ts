import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  compileModel,
  documentKinds,
  extensionList,
  type AppDocuments,
  type EntityDocument,
  type Model,
  type PrintDocument,
} from '@mortise/schema'
import { builtinBlocks } from '../blocks/index.ts'
import type { PrintData, PrintKit } from '../types.ts'

const account: EntityDocument = {
  key: 'account',
  label: { zh: '客户', en: 'Account' },
  title: 'name',
  fields: [{ key: 'name', type: 'text', label: { zh: '客户名称', en: 'Name' } }],
}

const line: EntityDocument = {
  key: 'quote_line',
  label: { zh: '报价明细', en: 'Quote line' },
  title: 'product',
  kind: 'child',
  fields: [
    { key: 'quote', type: 'link', label: '报价单', settings: { target: 'quote' } },
    { key: 'product', type: 'text', label: { zh: '产品', en: 'Product' } },
    { key: 'category', type: 'text', label: { zh: '类别', en: 'Category' } },
    { key: 'qty', type: 'decimal', label: { zh: '数量', en: 'Quantity' } },
    { key: 'picture', type: 'image', label: { zh: '图片', en: 'Picture' } },
    {
      key: 'amount',
      type: 'money',
      label: { zh: '金额', en: 'Amount' },
      settings: { currency: 'CNY', scale: 2 },
    },
  ],
}

const quote: EntityDocument = {
  key: 'quote',
  label: { zh: '报价单', en: 'Quote' },
  title: 'no',
  fields: [
    { key: 'no', type: 'text', label: { zh: '编号', en: 'Number' } },
    { key: 'customer', type: 'link', label: { zh: '客户', en: 'Customer' }, settings: { target: 'account' } },
    { key: 'date', type: 'date', label: { zh: '日期', en: 'Date' } },
    { key: 'note', type: 'text', label: { zh: '备注', en: 'Note' } },
    { key: 'signed', type: 'signature', label: { zh: '客户签名', en: 'Signed' } },
    { key: 'photos', type: 'image', label: { zh: '现场照片', en: 'Photos' } },
    { key: 'papers', type: 'file', label: { zh: '附件', en: 'Papers' } },
    {
      key: 'total',
      type: 'money',
      label: { zh: '总额', en: 'Total' },
      settings: { currency: 'CNY', scale: 2 },
    },
    {
      key: 'state',
      type: 'select',
      label: { zh: '状态', en: 'State' },
      settings: {
        options: [
          { value: 'draft', label: { zh: '草稿', en: 'Draft' } },
          { value: 'approved', label: { zh: '已批准', en: 'Approved' } },
        ],
      },
    },
    {
      key: 'items',
      type: 'subtable',
      label: { zh: '明细', en: 'Lines' },
      settings: { target: 'quote_line', parentField: 'quote' },
    },
  ],
}

function appOf(entities: readonly EntityDocument[]): AppDocuments {
  const empty = Object.fromEntries(documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, []]))
  const app = { key: 'test', label: 'test', version: '1.0.0' }
  return { ...empty, app, entity: entities } as unknown as AppDocuments
}

const fields: PrintKit['fields'] = extensionList(builtinFieldTypes)

/** A small world with quotes, for the tests of this package. */
export const quoteModel: Model = compileModel({
  apps: [appOf([account, quote, line])],
  fieldFacts: fields,
  version: 1,
}).model

/** The built-in lists. */
export const printKit: PrintKit = { blocks: builtinBlocks, fields, language }

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A quote with the given lines as `[product, category, amount]`. */
export function quoteData(
  lines: readonly (readonly [string, string, string | null])[],
  values: PrintData['record']['values'] = {},
): PrintData {
  return {
    model: quoteModel,
    record: {
      entity: 'quote',
      id: 'q1',
      isNew: false,
      values: {
        no: 'BJ-202603-0001',
        customer: 'a1',
        date: '2026-03-05',
        note: null,
        total: '6007.14',
        state: 'draft',
        ...values,
      },
      links: { customer: { row: { name: '甲公司' } } },
      rows: {
        items: lines.map(([product, category, amount]) => ({ row: { product, category, qty: '2', amount } })),
      },
    },
    company: { name: '杭州榫卯家具有限公司' },
    sources: {
      approvals: [
        {
          entity: 'approval',
          values: {
            node: '经理审批',
            assignee: '李雷',
            result: '同意',
            comment: null,
            at: '2026-03-05T01:30:00.000Z',
          },
        },
      ],
    },
    now: '2026-03-05T02:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    locale: 'zh',
    labelOf: (_, id) => (id === 'a1' ? '甲公司' : undefined),
    assets: { seal1: pixel, web: 'https://example.com/logo.png' },
  }
}

/** A template with the given body. */
export function template(body: PrintDocument['body'], more: Partial<PrintDocument> = {}): PrintDocument {
  return {
    key: 'quote',
    label: { zh: '报价单', en: 'Quote' },
    entity: 'quote',
    page: { size: 'A4' },
    body,
    ...more,
  }
}
