import { chineseAmount } from '@mortise/expressions'
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { type Contract, totalOf } from './contract.ts'
import { font, grid, pairs, rawPdf, sign, space, yuan } from './raw.ts'

const amount = (value: number): string => yuan(value.toFixed(2))

const paragraph = (text: string): Content => ({ text, margin: [0, 0, 0, 4] })
const head = (text: string): Content => ({ text, bold: true, fontSize: 11, margin: [0, 0, 0, 4] })

const day = (iso: string): string => {
  const [year, month, date] = iso.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

type Column = readonly [string, number | string, 'left' | 'right' | 'center']

function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  sums: { readonly [column: number]: string },
): Content {
  const cell = (text: string, at: number): TableCell => ({ text, alignment: columns[at]?.[2] ?? 'left' })
  const first = Math.min(...Object.keys(sums).map(Number))
  const sum = columns.map(([, , alignment], at): TableCell => {
    if (at === 0) return { text: '合计', bold: true, colSpan: first, alignment: 'left' }
    return at < first
      ? {}
      : { text: sums[at] ?? '', bold: true, alignment: sums[at] === undefined ? 'left' : alignment }
  })
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: columns.map(([, width]) => width),
      body: [
        columns.map(
          ([text, , alignment]): TableCell => ({ text, bold: true, alignment, fillColor: '#F2F1EC' }),
        ),
        ...rows.map((row) => row.map(cell)),
        sum,
      ],
    },
    layout: grid,
    fontSize: 9,
    margin: [0, 0, 0, 8],
  }
}

function lines(contract: Contract): Content {
  const columns: readonly Column[] = [
    ['序号', 28, 'center'],
    ['产品', '*', 'left'],
    ['规格', 90, 'left'],
    ['单位', 36, 'left'],
    ['数量', 44, 'right'],
    ['单价', 76, 'right'],
    ['金额', 84, 'right'],
  ]
  const rows = contract.lines.map(({ product, qty, price }, at) => [
    String(at + 1),
    product,
    '1200×800',
    '张',
    String(qty),
    amount(price),
    amount(qty * price),
  ])
  const count = contract.lines.reduce((sum, { qty }) => sum + qty, 0)
  return table(columns, rows, { 4: String(count), 6: amount(totalOf(contract)) })
}

function instalments(contract: Contract): Content {
  const columns: readonly Column[] = [
    ['序号', 28, 'center'],
    ['计划日期', 100, 'left'],
    ['计划金额', 110, 'right'],
  ]
  const rows = contract.instalments.map((one, at) => [String(at + 1), one.day, amount(one.amount)])
  return table(columns, rows, { 2: amount(totalOf(contract)) })
}

function content(contract: Contract): Content[] {
  const party = (texts: readonly string[]): Content[] =>
    texts.map((text, at) => ({ text, bold: at === 0, margin: [0, 0, 0, 4] }))
  return [
    { text: '销 售 合 同', fontSize: 20, bold: true, alignment: 'center', margin: [0, 0, 0, 4] },
    space(6),
    pairs(
      [
        ['合同编号', contract.no],
        ['签订日期', '2026-03-05'],
        ['合同名称', contract.name],
        ['类型', '直销'],
      ],
      70,
    ),
    { canvas: [{ type: 'line', x1: 0, y1: 0, x2: 505, y2: 0, lineWidth: 0.5 }], margin: [0, 4, 0, 4] },
    {
      columns: [
        {
          width: '*',
          stack: party([
            '甲方（买方）：甲公司',
            '税号：91330100MA27XYZ123',
            '地址：杭州市西湖区文一路 2 号',
            '电话：0571-88881111',
          ]),
        },
        {
          width: '*',
          stack: party([
            '乙方（卖方）：杭州榫卯家具有限公司',
            '税号：91330100MA27ABC456',
            '地址：杭州市西湖区文三路 1 号',
            '电话：0571-88880000',
          ]),
        },
      ],
      columnGap: 16,
    },
    space(6),
    paragraph('根据《中华人民共和国民法典》及有关法律，甲乙双方经协商一致，就以下货物的买卖订立本合同。'),
    head('一、货物、数量与价款'),
    lines(contract),
    { text: `合同总价（大写）：${chineseAmount(String(totalOf(contract)))}`, bold: true },
    space(6),
    head('二、履行期限'),
    paragraph(`本合同自 ${day('2026-03-05')} 起，至 ${day('2027-03-04')} 止。`),
    head('三、付款'),
    instalments(contract),
    paragraph('乙方账户：杭州榫卯家具有限公司，开户行 中国银行杭州分行，账号 1234567890。'),
    head('四、交货与验收'),
    paragraph('货物送达甲方指定地点后，甲方应在七个工作日内验收；逾期未提出书面异议的，视为验收合格。'),
    head('五、质量保证'),
    paragraph('乙方保证货物符合国家标准及双方约定，质量保证期为自验收合格之日起十二个月。'),
    head('六、违约责任'),
    paragraph(
      '甲方逾期付款的，每逾期一日按逾期金额的万分之五支付违约金；乙方逾期交货的，每逾期一日按逾期货物价款的万分之五支付违约金。违约金总额不超过合同总价的百分之十。',
    ),
    head('七、争议解决'),
    paragraph('因本合同发生的争议，双方协商解决；协商不成的，提交乙方所在地人民法院诉讼解决。'),
    head('八、其他'),
    paragraph('本合同一式两份，双方各执一份，自双方签字盖章之日起生效。'),
    {
      stack: [
        {
          columns: [sign('甲方（盖章）：甲公司', 56), sign('乙方（盖章）：杭州榫卯家具有限公司', 56)],
          columnGap: 24,
          margin: [0, 16, 0, 8],
        },
      ],
      unbreakable: true,
    },
  ]
}

/** Draws contracts as one file with pdfmake and nothing between. Whoever writes it knows that each has two pages. */
export async function limitContracts(all: readonly Contract[]): Promise<Uint8Array> {
  const pages = 2
  const definition: TDocumentDefinitions = {
    info: { title: '销售合同', creationDate: new Date('2026-03-05T02:00:00.000Z') },
    defaultStyle: { font, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    content: all.map(
      (contract) =>
        ({
          section: content(contract),
          pageSize: 'A4',
          pageOrientation: 'portrait',
          pageMargins: [45, 76, 45, 56],
          header: () => ({
            columns: [
              { text: '杭州榫卯家具有限公司', fontSize: 11, bold: true },
              { text: `合同编号 ${contract.no}`, fontSize: 9, alignment: 'right' },
            ],
            columnGap: 16,
            margin: [45, 24, 45, 0],
          }),
          footer: (page: number) => ({
            columns: [
              { text: '杭州市西湖区文三路 1 号  0571-88880000', fontSize: 8, width: '*' },
              {
                text: `第 ${((page - 1) % pages) + 1} 页 共 ${pages} 页`,
                fontSize: 8,
                alignment: 'right',
                width: 'auto',
              },
            ],
            columnGap: 16,
            margin: [45, 12, 45, 0],
          }),
        }) as unknown as Content,
    ),
  }
  return await rawPdf(definition)
}
