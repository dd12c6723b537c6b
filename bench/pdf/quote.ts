import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { builtinKit } from '@mortise/kit'
import type { PrintData } from '@mortise/prints'
import { readApp, readAppFolder } from '@mortise/runtime'
import { compileModel, type Model, type PrintDocument } from '@mortise/schema'

const folder = resolve(import.meta.dirname, '../../examples/crm')

const template = JSON.parse(readFileSync(resolve(folder, 'prints/quote.json'), 'utf8')) as PrintDocument

/** The quote template of the CRM, without the sums of each page: raw pdfmake has nothing to hold against those. */
export const quoteTemplate: PrintDocument = {
  ...template,
  body: template.body.map(
    ({ pageTotals: _totals, carried: _carried, ...block }) => block as PrintDocument['body'][number],
  ),
}

/** One line of a quote, as both sides print it. */
export type QuoteLine = {
  readonly product: string
  readonly spec: string
  readonly unit: string
  readonly qty: string
  readonly listPrice: string
  readonly price: string
  readonly discount: string
  readonly amount: string
}

/** So many lines of furniture. */
export function quoteLines(count: number): readonly QuoteLine[] {
  return Array.from({ length: count }, (_, index) => {
    const qty = (index % 5) + 1
    return {
      product: `榫卯会议桌 ${index + 1} 型`,
      spec: `${1200 + 20 * index}×800`,
      unit: '张',
      qty: `${qty}.00`,
      listPrice: '1250.00',
      price: '1000.00',
      discount: '0.2000',
      amount: `${qty * 1000}.00`,
    }
  })
}

let compiled: Promise<Model> | undefined

/** The CRM's model, compiled once. */
export function crmModel(): Promise<Model> {
  compiled ??= readAppFolder(folder).then((files) => {
    const app = readApp(files, builtinKit, 'crm')
    return compileModel({ apps: [app], fieldFacts: builtinKit.fields, version: 1 }).model
  })
  return compiled
}

/** A quote with these lines, as the template's reader sees it. */
export async function quoteData(lines: readonly QuoteLine[]): Promise<PrintData> {
  const model = await crmModel()
  const total = `${lines.reduce((sum, line) => sum + Number(line.amount), 0)}.00`
  const labels: { readonly [id: string]: string } = {
    a1: '甲公司',
    c1: '李雷',
    u1: '吴磊',
    o1: '甲公司 商机',
  }
  return {
    model,
    record: {
      entity: 'quote',
      id: 'q1',
      isNew: false,
      values: {
        no: 'BJ-202603-0001',
        account: 'a1',
        contact: 'c1',
        opportunity: 'o1',
        owner: 'u1',
        date: '2026-03-05',
        valid_until: '2026-04-04',
        state: 'approved',
        subtotal: total,
        order_discount: '0.00',
        total,
        discount_rate: '0.2000',
        terms: '验收后三十天内付款',
      },
      links: {},
      rows: {
        lines: lines.map(({ listPrice, product, ...line }) => ({
          row: { ...line, product, list_price: listPrice },
        })),
      },
    },
    company: { name: '杭州榫卯家具有限公司', address: '杭州市西湖区文三路 1 号', phone: '0571-88880000' },
    now: '2026-03-05T02:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    locale: 'zh',
    labelOf: (_, id) => labels[id] ?? (id.startsWith('榫卯') ? id : undefined),
  }
}
