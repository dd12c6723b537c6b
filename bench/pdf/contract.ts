import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PrintData } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { crmModel } from './quote.ts'

const file = resolve(import.meta.dirname, '../../examples/crm/prints/contract.json')
const template = JSON.parse(readFileSync(file, 'utf8')) as PrintDocument

/** The contract template of the CRM, without the sums of each page: raw pdfmake has nothing to hold against those. */
export const contractTemplate: PrintDocument = {
  ...template,
  body: template.body.map(
    ({ pageTotals: _totals, carried: _carried, ...block }) => block as PrintDocument['body'][number],
  ),
}

/** One line of a contract. */
export type ContractLine = { readonly product: string; readonly qty: number; readonly price: number }

/** A contract as both sides print it. */
export type Contract = {
  readonly no: string
  readonly name: string
  readonly lines: readonly ContractLine[]
  readonly instalments: readonly { readonly day: string; readonly amount: number }[]
}

/** So many contracts, each of its own lines. */
export function contracts(count: number): readonly Contract[] {
  return Array.from({ length: count }, (_, index) => {
    const lines = Array.from({ length: 4 + (index % 5) }, (_line, at) => ({
      product: `榫卯会议桌 ${at + 1} 型`,
      qty: (at % 5) + 1,
      price: 1000 + 10 * at,
    }))
    const total = lines.reduce((sum, { qty, price }) => sum + qty * price, 0)
    return {
      no: `HT-202603-${String(index + 1).padStart(4, '0')}`,
      name: `会议室家具采购 ${index + 1} 期`,
      lines,
      instalments: ['2026-03-05', '2026-04-05'].map((day) => ({ day, amount: total / 2 })),
    }
  })
}

/** What a contract comes to. */
export function totalOf({ lines }: Contract): number {
  return lines.reduce((sum, { qty, price }) => sum + qty * price, 0)
}

/** A contract as its template's reader sees it. */
export async function contractData(contract: Contract): Promise<PrintData> {
  const { no, name, lines, instalments } = contract
  const account = {
    name: '甲公司',
    uscc: '91330100MA27XYZ123',
    address: '杭州市西湖区文一路 2 号',
    phone: '0571-88881111',
  }
  return {
    model: await crmModel(),
    record: {
      entity: 'contract',
      id: no,
      isNew: false,
      values: {
        no,
        name,
        account: 'a1',
        kind: 'direct',
        state: 'to_sign',
        sign_date: '2026-03-05',
        start: '2026-03-05',
        end: '2027-03-04',
        amount: totalOf(contract).toFixed(2),
      },
      links: { account: { row: account } },
      rows: {
        lines: lines.map(({ product, qty, price }) => ({
          row: { product, qty: qty.toFixed(2), price: price.toFixed(2), amount: (qty * price).toFixed(2) },
          links: { product: { row: { spec: '1200×800', unit: '张' } } },
        })),
        payplan_by_contract: instalments.map(({ day, amount }) => ({
          row: { plan_date: day, plan_amount: amount.toFixed(2) },
        })),
      },
    },
    company: {
      name: '杭州榫卯家具有限公司',
      address: '杭州市西湖区文三路 1 号',
      phone: '0571-88880000',
      tax_no: '91330100MA27ABC456',
      bank: '中国银行杭州分行',
      bank_no: '1234567890',
    },
    now: '2026-03-05T02:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    locale: 'zh',
    labelOf: (_, id) => (id.startsWith('榫卯') ? id : undefined),
  }
}
