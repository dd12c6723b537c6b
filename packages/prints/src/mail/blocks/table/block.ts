import type { MailBlockDocument } from '@mortise/schema'
import {
  columnTotal,
  cellText,
  tableColumns,
  type TableColumn,
  totalColumns,
} from '../../../blocks/table/columns.ts'
import { tableReads } from '../../../blocks/table/reads.ts'
import { sortedRows, tableWords } from '../../../blocks/table/rows.ts'
import type { PrintRow } from '../../../define.ts'
import { expressionOf, flagOf, labelText, numberOf, textOf } from '../../../settings.ts'
import { defineMailBlock, type MailBlockType, type MailContext } from '../../define.ts'
import { looks, ruled } from '../../look.ts'
import { el, lines, type MailElement, type MailNode, type MailPart } from '../../node.ts'
import { mailTableSettings } from './settings.ts'

/** No mail lists more than this: mail programs cut long ones short. */
const most = 200

const words = {
  more: (n: number) => ({ zh: `还有 ${n} 行`, en: `${n} more ${n === 1 ? 'row' : 'rows'}` }),
  none: { zh: '没有明细', en: 'No rows' },
} as const

function rowsFor(block: MailBlockDocument, ctx: MailContext): readonly PrintRow[] {
  const condition = expressionOf(block, 'rowVisible')
  const rows = ctx
    .rows(textOf(block, 'source'))
    .filter((row) => condition === undefined || ctx.evaluate(condition, row) === true)
  return sortedRows(rows, {
    by: textOf(block, 'sortBy'),
    descending: flagOf(block, 'descending', false),
    ctx,
  })
}

const line = ruled('Bottom')
const padding = '8px 6px'

function headCell({ label, align }: TableColumn): MailElement {
  const style = {
    padding,
    verticalAlign: 'bottom',
    fontSize: 13,
    fontWeight: 600,
    lineHeight: 1.4,
    textAlign: align,
    ...(align === 'right' ? { whiteSpace: 'nowrap' } : {}),
  }
  return el(
    'th',
    {
      align,
      style: { ...style, ...line.style, ...looks.soft.style, ...looks.tint.style },
      dark: { ...line.dark, ...looks.soft.dark, ...looks.tint.dark },
    },
    lines(label),
  )
}

function bodyCell(text: string, align: TableColumn['align'], strong = false): MailElement {
  const style = {
    padding,
    verticalAlign: 'top',
    fontSize: 14,
    lineHeight: 1.5,
    textAlign: align,
    ...(align === 'right' ? { whiteSpace: 'nowrap' } : {}),
    overflowWrap: 'anywhere',
    ...(strong ? { fontWeight: 600 } : {}),
  }
  return el(
    'td',
    {
      align,
      style: { ...style, ...line.style, ...looks.ink.style },
      dark: { ...line.dark, ...looks.ink.dark },
    },
    lines(text),
  )
}

type Lines = {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[] | undefined
  readonly note: string
}

function linesOf(block: MailBlockDocument, ctx: MailContext): Lines {
  const columns = tableColumns(block, ctx)
  const all = rowsFor(block, ctx)
  const limit = Math.min(most, Math.max(1, Math.floor(numberOf(block, 'limit', 20))))
  const shown = all.slice(0, limit)
  const sums = totalColumns(block, columns)
  const source = textOf(block, 'source')
  const label = ctx.say(labelText(block['totalLabel'])) || ctx.say(tableWords.total)
  // Sums are of all rows, those that are not listed too. Their name stands in the first cell without one.
  const named = columns.findIndex((one) => !sums.has(one))
  const totals =
    sums.size === 0 || all.length === 0
      ? undefined
      : columns.map((one, at) =>
          sums.has(one) ? columnTotal(one, all, { source, ctx }) : at === named ? label : '',
        )
  const left = all.length - shown.length
  return {
    columns,
    rows: shown.map((row, at) =>
      columns.map((one) => (one.number ? String(at + 1) : cellText(one, row, ctx))),
    ),
    totals,
    note: left > 0 ? ctx.say(words.more(left)) : all.length === 0 ? ctx.say(words.none) : '',
  }
}

function drawn({ columns, rows, totals, note }: Lines): MailElement {
  const left = 'left' as const
  const alignAt = (at: number): TableColumn['align'] => columns[at]?.align ?? left
  const row = (cells: readonly string[], strong = false): MailNode =>
    el(
      'tr',
      {},
      cells.map((text, at) => bodyCell(text, alignAt(at), strong)),
    )
  const noted = el(
    'td',
    {
      colSpan: columns.length,
      style: { padding, fontSize: 13, textAlign: 'center', ...line.style, ...looks.soft.style },
      dark: { ...line.dark, ...looks.soft.dark },
    },
    [note],
  )
  return el('table', { width: '100%', data: true, style: { borderCollapse: 'collapse' } }, [
    el('thead', {}, [el('tr', {}, columns.map(headCell))]),
    el('tbody', {}, [
      ...rows.map((cells) => row(cells)),
      ...(note === '' ? [] : [el('tr', {}, [noted])]),
      ...(totals === undefined ? [] : [row(totals, true)]),
    ]),
  ])
}

function plain({ columns, rows, totals, note }: Lines): string {
  const all = [columns.map(({ label }) => label), ...rows, ...(totals === undefined ? [] : [totals])]
  const said = all.map((cells) => cells.map((one) => one.replaceAll(/\s*\n\s*/g, ' ')).join(' | '))
  return (note === '' ? said : said.toSpliced(rows.length + 1, 0, note)).join('\n')
}

/** Rows of a sub-table, or of what links to the record. */
export const tableBlock: MailBlockType = defineMailBlock({
  type: 'table',
  version: 1,
  label: { zh: '明细表', en: 'Table' },
  icon: 'table',
  group: 'record',
  settings: mailTableSettings,
  describe: ({ source, columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    const name = typeof source === 'string' ? source : ''
    return { zh: `明细表 ${name}，${count} 列`, en: `Table of ${name} with ${count} columns` }
  },
  reads: tableReads,
  toMail: (block, ctx): MailPart | null => {
    const made = linesOf(block, ctx)
    if (made.columns.length === 0 || (made.rows.length === 0 && block['empty'] === false)) return null
    return { nodes: [drawn(made)], text: plain(made) }
  },
})
