import type { TableCell } from 'pdfmake/interfaces.js'
import { plainText } from '../../format/pattern.ts'
import { defineBlock, type BlockType, type PrintContext, type PrintRow } from '../../define.ts'
import { labelText, setting, textOf } from '../../settings.ts'

/** Name of the rows the trail is made of: `node`, `assignee`, `result`, `comment` and `at` of each decision. */
export const approvalsSource = 'approvals'

const heads = [
  { zh: '环节', en: 'Step' },
  { zh: '处理人', en: 'By' },
  { zh: '结果', en: 'Result' },
  { zh: '意见', en: 'Comment' },
  { zh: '时间', en: 'At' },
] as const

function trailRow(row: PrintRow, ctx: PrintContext, pattern: string): TableCell[] {
  const text = (key: string): string => plainText(row.values[key] ?? null, ctx.locale)
  const at = ctx.format(row.values['at'] ?? null, pattern)
  return [text('node'), text('assignee'), text('result'), text('comment'), at].map((one) => ({ text: one }))
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
    setting('timeFormat', 'text', { zh: '时间格式', en: 'Format of times' }, { default: 'yyyy-MM-dd HH:mm' }),
  ],
  describe: () => ({ zh: '审批记录', en: 'The approvals' }),
  reads: () => [{ at: '', source: approvalsSource, rows: true }],
  toContent: (block, ctx) => {
    const rows = ctx.rows(approvalsSource)
    if (rows.length === 0) return null
    const pattern = textOf(block, 'timeFormat') || 'yyyy-MM-dd HH:mm'
    const head = heads.map((one): TableCell => ({ text: ctx.say(one), bold: true, fillColor: '#F2F1EC' }))
    const title = ctx.say(labelText(block['title']))
    const body = [head, ...rows.map((row) => trailRow(row, ctx, pattern))]
    const table = {
      table: { headerRows: 1, dontBreakRows: true, widths: [72, 64, 48, '*', 88], body },
      layout: 'mortiseGrid',
      fontSize: 9,
    }
    return {
      stack: title === '' ? [table] : [{ text: title, bold: true, margin: [0, 0, 0, 4] }, table],
      margin: [0, 4, 0, 8],
    }
  },
})
