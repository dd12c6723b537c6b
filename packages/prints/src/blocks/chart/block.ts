import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { defineBlock, type BlockType, type PrintContext } from '../../define.ts'
import type { PrintedReport } from '../../types.ts'
import { flagOf, labelText, numberOf, setting, textOf } from '../../settings.ts'

const words = {
  empty: { zh: '（没有数据）', en: '(no data)' },
  hidden: { zh: '（无权查看这张图表）', en: '(you may not see this chart)' },
  cut: { zh: '（只显示前面的行）', en: '(only the first rows)' },
  asOf: { zh: '数据截至', en: 'As of' },
} as const

const ink = '#555D66'

/** The numbers of a report in a table, as they are shown. */
function tableOf({ head, rows }: NonNullable<PrintedReport['table']>): Content {
  const cells = (row: readonly string[], style: object): TableCell[] =>
    row.map((text, at) => ({ text, alignment: head[at]?.number === true ? 'right' : 'left', ...style }))
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: head.map(({ number }) => (number ? 'auto' : '*')),
      body: [
        cells(
          head.map(({ label }) => label),
          { bold: true, fillColor: '#F2F1EC' },
        ),
        ...rows.map((row) => cells(row, {})),
      ],
    },
    layout: 'mortiseLines',
    fontSize: 9,
  }
}

/** Figures that belong to no group stand large, each over its name. */
function figuresOf({ head, rows }: NonNullable<PrintedReport['table']>): Content {
  return {
    columns: head.map(({ label }, at) => ({
      width: 'auto' as const,
      stack: [
        { text: rows[0]?.[at] ?? '', fontSize: 18, bold: true },
        { text: label, fontSize: 8, color: ink },
      ],
    })),
    columnGap: 24,
  }
}

/** A report as content: its drawing where it has one, else its numbers. */
export function reportContent(
  report: PrintedReport | undefined,
  ctx: Pick<PrintContext, 'say'>,
  given: { readonly width: number; readonly height: number; readonly numbers?: boolean },
): Content[] {
  if (report === undefined) return [{ text: ctx.say(words.hidden), color: ink }]
  const { option, table, truncated } = report
  if (table.rows.length === 0) return [{ text: ctx.say(words.empty), color: ink }]
  const drawn: Content[] =
    option === undefined
      ? []
      : [{ chart: { option, width: given.width, height: given.height } } as unknown as Content]
  const figures = table.rows.length === 1 && table.head.every(({ number }) => number)
  const listed =
    option === undefined || given.numbers === true ? [figures ? figuresOf(table) : tableOf(table)] : []
  return [...drawn, ...listed, ...(truncated ? [{ text: ctx.say(words.cut), fontSize: 8, color: ink }] : [])]
}

/** A report of the workspace, drawn with the rights of whoever prints; of this record alone where it says so. */
export const chartBlock: BlockType = defineBlock({
  type: 'chart',
  version: 1,
  label: { zh: '图表', en: 'Chart' },
  icon: 'chart-column',
  group: 'basic',
  places: ['body'],
  keepTogether: true,
  settings: [
    setting(
      'report',
      'text',
      { zh: '报表', en: 'Report' },
      {
        required: true,
        settings: { editor: 'report' },
        help: {
          zh: '按打印人的权限取数；看不到这张报表的人打印时没有图',
          en: 'Its numbers are those that whoever prints may see',
        },
      },
    ),
    setting(
      'own',
      'boolean',
      { zh: '只统计本记录的', en: 'Only of this record' },
      {
        default: false,
        help: {
          zh: '只算关联到这条记录的数据，例如这个客户的订单',
          en: 'Only what is linked to this record, such as the orders of this customer',
        },
      },
    ),
    setting('title', 'text', { zh: '标题', en: 'Title' }, { settings: { editor: 'label' } }),
    setting('width', 'integer', { zh: '宽（点）', en: 'Width (points)' }, { default: 500 }),
    setting('height', 'integer', { zh: '高（点）', en: 'Height (points)' }, { default: 240 }),
    setting('numbers', 'boolean', { zh: '图下列出数字', en: 'With its numbers below' }, { default: false }),
  ],
  describe: ({ report }) => {
    const name = typeof report === 'string' ? report : ''
    return { zh: `报表“${name}”的图`, en: `The chart of "${name}"` }
  },
  reads: () => [],
  report: (block) => {
    const report = textOf(block, 'report')
    const { width } = sizeOf(block)
    return report === '' ? undefined : { report, width, own: flagOf(block, 'own', false) }
  },
  toContent: (block, ctx) => {
    const report = ctx.report(block)
    const title = ctx.say(labelText(block['title'])) || (report === undefined ? '' : ctx.say(report.label))
    const size = { ...sizeOf(block), numbers: flagOf(block, 'numbers', false) }
    return {
      stack: [
        ...(title === ''
          ? []
          : [{ text: title, bold: true, margin: [0, 0, 0, 4] as [number, number, number, number] }]),
        ...reportContent(report, ctx, size),
        ...(report === undefined
          ? []
          : [{ text: `${ctx.say(words.asOf)} ${report.asOf}`, fontSize: 7, color: ink }]),
      ],
      margin: [0, 4, 0, 8],
    }
  },
})

/** Points; more than a page takes is as much as a page takes. */
function sizeOf(block: { readonly [key: string]: unknown }): {
  readonly width: number
  readonly height: number
} {
  const within = (key: string, otherwise: number): number =>
    Math.min(1_200, Math.max(80, numberOf(block, key, otherwise)))
  return { width: within('width', 500), height: within('height', 240) }
}
