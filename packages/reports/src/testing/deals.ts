import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import {
  compileModel,
  documentKinds,
  extensionList,
  type AppDocuments,
  type EntityDocument,
  type Model,
  type ReportDocument,
} from '@mortise/schema'
import type { ReportContext, ShapeContext } from '../types.ts'

const account: EntityDocument = {
  key: 'account',
  label: { zh: '客户', en: 'Account' },
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: { zh: '客户名称', en: 'Name' } },
    { key: 'industry', type: 'text', label: { zh: '行业', en: 'Industry' } },
  ],
}

const stages = [
  { value: 'lead', label: { zh: '初步接触', en: 'Lead' }, kind: 'open' },
  { value: 'quote', label: { zh: '方案报价', en: 'Quote' }, kind: 'open' },
  { value: 'won', label: { zh: '赢单', en: 'Won' }, kind: 'won' },
  { value: 'lost', label: { zh: '输单', en: 'Lost' }, kind: 'lost' },
]

const deal: EntityDocument = {
  key: 'deal',
  label: { zh: '商机', en: 'Deal' },
  title: 'name',
  fields: [
    { key: 'name', type: 'text', label: { zh: '名称', en: 'Name' } },
    { key: 'amount', type: 'money', label: { zh: '金额', en: 'Amount' } },
    { key: 'closed_at', type: 'datetime', label: { zh: '关闭时间', en: 'Closed' } },
    {
      key: 'stage',
      type: 'select',
      history: true,
      label: { zh: '阶段', en: 'Stage' },
      settings: { options: stages },
    },
    { key: 'source', type: 'text', label: { zh: '来源', en: 'Source' } },
    { key: 'customer', type: 'link', label: { zh: '客户', en: 'Customer' }, settings: { target: 'account' } },
    { key: 'files', type: 'file', label: { zh: '附件', en: 'Files' } },
  ],
}

function appOf(entities: readonly EntityDocument[]): AppDocuments {
  const empty = Object.fromEntries(documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, []]))
  const app = { key: 'test', label: 'test', version: '1.0.0' }
  return { ...empty, app, entity: entities } as unknown as AppDocuments
}

const fields = extensionList(builtinFieldTypes)

/** A small world with deals, for the tests of this package. */
export const dealModel: Model = compileModel({
  apps: [appOf([account, deal])],
  fieldFacts: fields,
  version: 1,
}).model

/** What reports are compiled and checked with. */
export const reportContext: ReportContext = { model: dealModel, fields, language }

/** What results are shaped with. */
export const shapeContext: ShapeContext = { language, locale: 'zh', asOf: '2026-03-05T02:00:00.000Z' }

/** A report over deals. */
export function report(parts: Partial<ReportDocument>): ReportDocument {
  return { key: 'test', label: 'test', source: { entity: 'deal' }, ...parts }
}
