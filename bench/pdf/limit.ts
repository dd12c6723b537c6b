import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { QuoteLine } from './quote.ts'
import { font, grid, pairs, rawPdf, sign, space, yuan } from './raw.ts'

const columns: readonly (readonly [string, number | string, 'left' | 'right' | 'center'])[] = [
  ['序号', 30, 'center'],
  ['产品', '*', 'left'],
  ['规格', 70, 'left'],
  ['单位', 34, 'left'],
  ['数量', 44, 'right'],
  ['标准价', 64, 'right'],
  ['单价', 64, 'right'],
  ['折扣', 42, 'right'],
  ['金额', 74, 'right'],
]

function table(lines: readonly QuoteLine[], total: string, widths: readonly (number | string)[]): Content {
  const head = columns.map(
    ([text, , alignment]): TableCell => ({ text, bold: true, alignment, fillColor: '#F2F1EC' }),
  )
  const rows = lines.map((line, index) =>
    [
      String(index + 1),
      line.product,
      line.spec,
      line.unit,
      String(Number(line.qty)),
      yuan(line.listPrice),
      yuan(line.price),
      `${Number(line.discount) * 100}%`,
      yuan(line.amount),
    ].map((text, at): TableCell => ({ text, alignment: columns[at]?.[2] ?? 'left' })),
  )
  const sum: TableCell[] = [
    { text: '合计', bold: true, colSpan: 8, alignment: 'left' },
    ...Array.from({ length: 7 }, () => ({}) as TableCell),
    { text: total, bold: true, alignment: 'right' },
  ]
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: [...widths],
      body: [head, ...rows, sum],
    },
    layout: grid,
    fontSize: 9,
    margin: [0, 0, 0, 8],
  }
}

function definition(
  lines: readonly QuoteLine[],
  words: string,
  widths: readonly (number | string)[],
): TDocumentDefinitions {
  const total = yuan(String(lines.reduce((sum, line) => sum + Number(line.amount), 0)))
  return {
    info: { title: '报价单', creationDate: new Date('2026-03-05T02:00:00.000Z') },
    pageSize: 'A4',
    pageMargins: [40, 70, 40, 56],
    defaultStyle: { font, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    header: () => ({
      columns: [
        { text: '杭州榫卯家具有限公司', fontSize: 11, bold: true },
        { text: '报价编号 BJ-202603-0001', fontSize: 9, alignment: 'right' },
      ],
      columnGap: 16,
      margin: [40, 24, 40, 0],
    }),
    footer: (page, count) => ({
      columns: [
        { text: '杭州市西湖区文三路 1 号  0571-88880000', fontSize: 8, width: '*' },
        { text: `第 ${page} 页 共 ${count} 页`, fontSize: 8, alignment: 'right', width: 'auto' },
      ],
      columnGap: 16,
      margin: [40, 12, 40, 0],
    }),
    content: [
      { text: '报 价 单', fontSize: 20, bold: true, alignment: 'center', margin: [0, 0, 0, 4] },
      space(8),
      pairs([
        ['客户', '甲公司'],
        ['联系人', '李雷'],
        ['报价日期', '2026-03-05'],
        ['有效期至', '2026-04-04'],
        ['负责人', '吴磊'],
        ['商机', '甲公司 商机'],
      ]),
      space(8),
      table(lines, total, widths),
      space(8),
      pairs([
        ['小计', total],
        ['整单优惠', '¥0.00'],
        ['合计', total],
        ['折扣率', '20%'],
      ]),
      { text: `合计（大写）：${words}`, bold: true },
      space(10),
      { text: '付款条款：验收后三十天内付款', margin: [0, 0, 0, 4] },
      space(24),
      {
        stack: [
          { columns: [sign('客户（签章）'), sign('报价方（签章）')], columnGap: 24, margin: [0, 16, 0, 8] },
        ],
        unbreakable: true,
      },
    ],
  }
}

/** Draws the quote with pdfmake and nothing between: written by hand for this one document. */
export async function limitPdf(
  lines: readonly QuoteLine[],
  given: { readonly words: string; readonly widths: readonly (number | string)[] },
): Promise<Uint8Array> {
  return await rawPdf(definition(lines, given.words, given.widths))
}
