import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import fc from 'fast-check'

const words = fc.constantFrom(
  '报 价 单',
  '付款条款：{{terms}}',
  '{{company.name}} / {{no}}',
  'Delivery within 14 days, AVATAR To Wave.',
  '本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效。未尽事宜由双方协商解决，协商不成的提交甲方所在地人民法院处理。'.repeat(
    2,
  ),
  '第一行\n第二行',
)
const align = fc.constantFrom('left', 'center', 'right')
const size = fc.integer({ min: 6, max: 30 })
const length = fc.integer({ min: 4, max: 120 })
const text = fc.record({
  type: fc.constant('text'),
  value: words,
  size,
  align,
  bold: fc.boolean(),
  keepTogether: fc.boolean(),
})
const small: fc.Arbitrary<PrintBlockDocument> = fc.oneof(
  text,
  fc.record({ type: fc.constant('spacer'), height: length }),
  fc.record({ type: fc.constant('divider'), thickness: fc.constantFrom(0.5, 1.5), space: fc.nat(20) }),
  fc.record({ type: fc.constant('image'), asset: fc.constant('seal'), width: length, height: length, align }),
  fc.record({ type: fc.constant('qr'), expr: fc.constant('https://example.com/q'), width: length, align }),
  fc.record({
    type: fc.constant('barcode'),
    expr: fc.constant('BJ202603'),
    width: length,
    showText: fc.boolean(),
    align,
  }),
  fc.record({
    type: fc.constant('fields'),
    columns: fc.integer({ min: 1, max: 3 }),
    items: fc.constant(['no', 'date', 'account', 'total']),
  }),
)
const columnsOf = (inside: fc.Arbitrary<PrintBlockDocument>): fc.Arbitrary<PrintBlockDocument> =>
  fc.record({
    type: fc.constant('columns'),
    gap: fc.nat(30),
    columns: fc.array(
      fc.record({
        width: fc.constantFrom('*', '30%', 'auto', 90),
        blocks: fc.array(inside, { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
const columns = columnsOf(text)
/** What has room above and below a page: a template that fills the paper with its header is refused. */
const line = text.map((one) => ({ ...one, size: Math.min(one.size, 9), value: one.value.slice(0, 12) }))
const table = fc.record({
  type: fc.constant('table'),
  source: fc.constant('lines'),
  columns: fc.constantFrom(
    [
      { field: 'product', width: '*' },
      { field: 'qty', width: 40, align: 'right' },
      { field: 'amount', width: 70, align: 'right', total: true },
    ],
    [
      { index: true, label: '序号', width: 30 },
      { field: 'product', over: '货物', width: '*' },
      { field: 'spec', over: '货物', width: 80 },
      { field: 'amount', total: true },
    ],
    [
      { field: 'unit', width: 40, cell: { once: true, size: 7 }, head: { fill: '#EAF0F8' } },
      { field: 'product', width: '*', cell: { mark: true, markFill: '#FFF6DB' } },
      { field: 'amount', total: true, sum: { size: 11 } },
    ],
  ),
  foot: fc.constantFrom(undefined, [{ cells: [{ value: '金额大写' }, { value: '{{total}}', span: 9 }] }]),
  border: fc.boolean(),
  size: fc.integer({ min: 7, max: 12 }),
  minRows: fc.nat(12),
  pageTotals: fc.boolean(),
  carried: fc.boolean(),
})
const signed: fc.Arbitrary<PrintBlockDocument[]> = fc
  .record({ rotation: fc.constantFrom(0, 15), dx: fc.nat(300) })
  .map((seal) => [
    { type: 'sign', id: 'sign' },
    { type: 'seal', asset: 'seal', anchor: 'sign', ...seal },
  ])
/** At places of the paper, in margins too. */
const placed = fc.record({
  type: fc.constant('box'),
  x: fc.nat(140),
  y: fc.nat(120),
  width: fc.integer({ min: 20, max: 90 }),
  height: fc.constant(10),
  pages: fc.constantFrom('first', 'every'),
  blocks: fc.array(fc.oneof(text, small), { maxLength: 2 }),
})
const body = fc
  .tuple(fc.array(fc.oneof(small, columns, table, placed), { minLength: 2, maxLength: 8 }), fc.option(signed))
  .map(([blocks, end]) => [...blocks, ...(end ?? [])])
const band = fc.array(fc.oneof(line, columnsOf(line)), { maxLength: 1 })

/** A template over the CRM's quotes, of any blocks on any paper, with header and footer. */
export const anyPrint: fc.Arbitrary<PrintDocument> = fc
  .record({
    size: fc.constantFrom('A4', 'A5', '241x140', 'A3'),
    orientation: fc.constantFrom('portrait' as const, 'landscape' as const),
    margins: fc.tuple(...[30, 60, 30, 40].map((least) => fc.integer({ min: least, max: least + 30 }))),
    header: band,
    footer: band,
    body,
    watermark: fc.boolean(),
  })
  .map(({ size: paper, orientation, margins, header, footer, watermark, ...rest }) => ({
    key: 'any',
    label: { zh: '模板', en: 'Template' },
    entity: 'quote',
    page: { size: paper, orientation, margins: margins as [number, number, number, number] },
    header,
    footer: [...footer, { type: 'page_number' }],
    ...(watermark ? { watermark: { text: '草稿 {{no}}' } } : {}),
    ...rest,
  }))
