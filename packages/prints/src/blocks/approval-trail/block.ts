import type { TableCell } from 'pdfmake/interfaces.js'
import { plainText } from '../../format/pattern.ts'
import { defineBlock, type BlockType, type PrintContext, type PrintRow } from '../../define.ts'
import { approvalsSource, handwritten } from '../../decisions.ts'
import { flagOf, labelText, setting, textOf } from '../../settings.ts'

const heads = [
  { zh: '环节', en: 'Step' },
  { zh: '处理人', en: 'By' },
  { zh: '结果', en: 'Result' },
  { zh: '意见', en: 'Comment' },
  { zh: '时间', en: 'At' },
] as const
const signatureHead = { zh: '签名', en: 'Signature' } as const

const widths = [72, 64, 48, '*', 88]
const signedWidths = [64, 56, 44, '*', 76, 76]
/** The room of a handwritten name in its cell, in points. */
const room: [number, number] = [68, 26]

type Trail = { readonly ctx: PrintContext; readonly pattern: string; readonly signed: boolean }

/** A name where there is no handwriting, or none for this reader: the column says who stands for the decision. */
function signatureCell(row: PrintRow, ctx: PrintContext): TableCell {
  const image = handwritten(row, ctx)
  return image === undefined
    ? { text: plainText(row.values['assignee'] ?? null, ctx.locale) }
    : { image, fit: room, alignment: 'center' }
}

function trailRow(row: PrintRow, { ctx, pattern, signed }: Trail): TableCell[] {
  const text = (key: string): TableCell => ({ text: plainText(row.values[key] ?? null, ctx.locale) })
  const at: TableCell = { text: ctx.format(row.values['at'] ?? null, pattern) }
  const own = [text('node'), text('assignee'), text('result'), text('comment')]
  return [...own, ...(signed ? [signatureCell(row, ctx)] : []), at]
}

/** Who decided what and when, in the order it happened. */
export const approvalTrailBlock: BlockType = defineBlock({
  type: 'approval_trail',
  version: 1,
  label: { zh: '审批记录', en: 'Approvals' },
  icon: 'list-checks',
  group: 'sign',
  places: ['body'],
  settings: [
    setting('title', 'text', { zh: '标题', en: 'Title' }, { settings: { editor: 'label' } }),
    setting(
      'signatures',
      'boolean',
      { zh: '手写签名', en: 'Signatures' },
      {
        default: true,
        help: {
          zh: '有人手写签名时多一列；没有签名的、打印人无权看的，印姓名',
          en: 'A column of its own where somebody signed by hand; a name where nobody did, or whoever prints may not see it',
        },
      },
    ),
    setting('timeFormat', 'text', { zh: '时间格式', en: 'Format of times' }, { default: 'yyyy-MM-dd HH:mm' }),
  ],
  describe: () => ({ zh: '审批记录', en: 'The approvals' }),
  reads: (block) => [
    { at: '', source: approvalsSource, rows: true, signed: flagOf(block, 'signatures', true) },
  ],
  toContent: (block, ctx) => {
    const rows = ctx.rows(approvalsSource)
    if (rows.length === 0) return null
    const pattern = textOf(block, 'timeFormat') || 'yyyy-MM-dd HH:mm'
    // Where nobody signed there is no column for it.
    const signed = flagOf(block, 'signatures', true) && rows.some(({ values }) => 'signature' in values)
    const [node, by, result, comment, when] = heads
    const titles = signed ? [node, by, result, comment, signatureHead, when] : heads
    const head = titles.map((one): TableCell => ({ text: ctx.say(one), bold: true, fillColor: '#F2F1EC' }))
    const title = ctx.say(labelText(block['title']))
    const body = [head, ...rows.map((row) => trailRow(row, { ctx, pattern, signed }))]
    const table = {
      table: { headerRows: 1, dontBreakRows: true, widths: signed ? signedWidths : widths, body },
      layout: 'mortiseGrid',
      fontSize: 9,
    }
    return {
      stack: title === '' ? [table] : [{ text: title, bold: true, margin: [0, 0, 0, 4] }, table],
      margin: [0, 4, 0, 8],
    }
  },
})
