import { builtinKit } from '@mortise/kit'
import type { PrintData } from '@mortise/prints'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  type PrintDocument,
} from '@mortise/schema'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../../../examples/crm')
/** The CRM's own template of a quote. */
export const crmQuoteTemplate: PrintDocument = JSON.parse(
  readFileSync(resolve(folder, 'prints/quote.json'), 'utf8'),
) as PrintDocument

/** The CRM's entities alone: all that printing needs of it. */
function entities(): readonly EntityDocument[] {
  const place = resolve(folder, 'entities')
  return readdirSync(place).map(
    (name) => JSON.parse(readFileSync(resolve(place, name), 'utf8')) as EntityDocument,
  )
}

const empty = Object.fromEntries(documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, []]))
const app = { ...empty, app: { key: 'crm', label: 'crm', version: '1.0.0' }, entity: entities() }
const { model } = compileModel({
  apps: [app as unknown as AppDocuments],
  fieldFacts: builtinKit.fields,
  version: 1,
})
const seal =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A quote of so many lines. */
export function crmQuote(count: number, no = 'BJ-202603-0001'): PrintData {
  const lines = Array.from({ length: count }, (_, index) => {
    const qty = (index % 5) + 1
    const price = 1000 + (index % 7) * 10.5
    return {
      product: `榫卯会议桌 ${index + 1} 型${index % 9 === 0 ? '（带走线槽、桌面插座与加厚面板，颜色另议）' : ''}`,
      spec: '1200×800',
      unit: '张',
      qty: `${qty}.00`,
      list_price: '1250.00',
      price: price.toFixed(2),
      discount: '0.2000',
      amount: (qty * price).toFixed(2),
    }
  })
  const total = lines.reduce((sum, line) => sum + Number(line.amount), 0).toFixed(2)
  const values = {
    no,
    account: 'a1',
    date: '2026-03-05',
    state: 'approved',
    subtotal: total,
    total,
    terms: '验收后付款',
  }
  return {
    model,
    record: {
      entity: 'quote',
      id: 'q1',
      isNew: false,
      values,
      links: {},
      rows: { lines: lines.map((row) => ({ row })) },
    },
    company: { name: '杭州榫卯家具有限公司' },
    assets: { seal, logo: seal },
    now: '2026-03-05T02:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    locale: 'zh',
    labelOf: (_, id) => (id === 'a1' ? '甲公司' : id.startsWith('榫卯') ? id : undefined),
  }
}
