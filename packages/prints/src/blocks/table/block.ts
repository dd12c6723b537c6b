import type { PrintBlockDocument } from '@mortise/schema'
import { defineBlock, type BlockType, type PrintContext, type PrintRow } from '../../define.ts'
import { pagedContent } from '../../paged/content.ts'
import type { EndRow, PagedContent, PagedRow, PagedTable } from '../../paged/types.ts'
import { expressionOf, flagOf, labelText, namesOf, numberOf, objectsOf, textOf } from '../../settings.ts'
import { tableCells } from './cells.ts'
import { addsUp, noSum, sumFormatOf, tableColumns, totalColumns, type TableColumn } from './columns.ts'
import { footRows } from './foot.ts'
import { groupOf, summedNames, tableReads } from './reads.ts'
import {
  addsOf,
  dataRow,
  fillerRows,
  groupHead,
  groupRows,
  headRows,
  type Running,
  sortedRows,
  tableWords,
  totalRow,
  withoutRepeats,
} from './rows.ts'
import { tableSettings } from './settings.ts'

/** The rows a table shows, in its order. */
function shownRows(block: PrintBlockDocument, ctx: PrintContext): readonly PrintRow[] {
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

/** No form has more lines than this; a slip of the hand in the designer must not fill the memory with empty ones. */
const mostEmptyRows = 500

type Making = {
  readonly block: PrintBlockDocument
  readonly columns: readonly TableColumn[]
  readonly sums: ReadonlySet<TableColumn>
  readonly rows: readonly PrintRow[]
  readonly ctx: PrintContext
}

/** Data rows, group by group when the block asks for it, and empty rows up to the least number. */
function bodyRows({ block, columns, sums, rows, ctx }: Making): readonly PagedRow[] {
  const source = textOf(block, 'source')
  const running: Running = new Map()
  let number = 0
  const written = (row: PrintRow): PagedRow => {
    number += 1
    return {
      cells: dataRow(columns, row, { number, running, source, ctx }),
      adds: addsOf(columns, row, { sums, ctx }),
    }
  }
  const group = groupOf(block)
  const subtotals = new Set(columns.filter((one) => group?.subtotal.includes(one.key)))
  const data =
    group === undefined
      ? withoutRepeats(columns, rows.map(written))
      : groupRows(rows, group.by, ctx).flatMap(({ shown, rows: inside }): readonly PagedRow[] => {
          const label = `${shown} ${ctx.say(tableWords.subtotal)}`.trim()
          return [
            ...(group.head
              ? [{ cells: groupHead(columns, shown), leads: true, kind: 'group' as const }]
              : []),
            ...withoutRepeats(columns, inside.map(written)),
            ...(subtotals.size === 0
              ? []
              : [
                  {
                    cells: totalRow(columns, inside, { label, sums: subtotals, source, ctx }),
                    kind: 'total' as const,
                  },
                ]),
          ]
        })
  const filler = fillerRows(columns, Math.min(mostEmptyRows, numberOf(block, 'minRows', 0)) - data.length)
  return [...data, ...filler.map((cells) => ({ cells, kind: 'empty' as const }))]
}

/** The row of sums over all rows, where a column is summed up or the designer wrote something there. */
function grandTotal({ block, columns, sums, rows, ctx }: Making): readonly EndRow[] {
  const words = columns.map(({ sum }) => ctx.fill(sum.value))
  if (sums.size === 0 && words.every((one) => one === '')) return []
  const label = ctx.say(labelText(block['totalLabel'])) || ctx.say(tableWords.total)
  const source = textOf(block, 'source')
  return [{ kind: 'total', cells: totalRow(columns, rows, { label, sums, source, ctx, words }) }]
}

function tableOf(making: Making): PagedTable {
  const { block, columns, sums, ctx } = making
  const source = textOf(block, 'source')
  const summed = sums.size > 0
  return {
    head: headRows(columns),
    rows: bodyRows(making),
    end: [...grandTotal(making), ...footRows(block, columns.length, ctx)],
    columns: columns.length,
    sumLooks: columns.map(({ sum }) => sum),
    sums: columns.flatMap((column, at) =>
      sums.has(column)
        ? [
            {
              at,
              align: column.align,
              format: addsUp(column, making.rows, { source, ctx })
                ? sumFormatOf(column, source, ctx)
                : { words: noSum },
            },
          ]
        : [],
    ),
    pageTotal: summed && flagOf(block, 'pageTotals', false) ? ctx.say(tableWords.pageTotal) : undefined,
    carried: summed && flagOf(block, 'carried', false) ? ctx.say(tableWords.carried) : undefined,
    rowsPerPage: Math.min(mostEmptyRows, Math.max(0, Math.floor(numberOf(block, 'rowsPerPage', 0)))),
    frame: {
      widths: columns.map((one) => one.width),
      layout: flagOf(block, 'border', true) ? 'mortiseGrid' : 'mortiseLines',
      fontSize: numberOf(block, 'size', 9),
      heights: numberOf(block, 'rowHeight', 0) > 0 ? numberOf(block, 'rowHeight', 0) : 'auto',
      marginBottom: 8,
    },
    locale: ctx.locale,
    timeZone: ctx.timeZone,
  }
}

/** Rows of a relation with a head on each page, groups, sums and filler rows. Rows never break over pages. */
export const tableBlock: BlockType = defineBlock({
  type: 'table',
  version: 1,
  label: { zh: '明细表', en: 'Table' },
  icon: 'table',
  group: 'basic',
  handles: { columns: 'columns' },
  cells: tableCells,
  places: ['body'],
  settings: tableSettings,
  describe: ({ source, columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    const name = typeof source === 'string' ? source : ''
    return { zh: `明细表 ${name}，${count} 列`, en: `Table of ${name} with ${count} columns` }
  },
  paged: (block) => {
    const sums = ['pageTotals', 'carried'].filter((key) => flagOf(block, key, false))
    const adds =
      objectsOf(block, 'columns').some((one) => one['total'] === true) || namesOf(block, 'totals').length > 0
    return {
      asks: [...sums, ...(numberOf(block, 'rowsPerPage', 0) > 0 ? ['rowsPerPage'] : [])],
      idle: adds ? [] : sums,
    }
  },
  reads: tableReads,
  names: summedNames,
  toContent: (block, ctx) => {
    const columns = tableColumns(block, ctx)
    if (columns.length === 0) return null
    const sums = totalColumns(block, columns)
    const table = tableOf({ block, columns, sums, rows: shownRows(block, ctx), ctx })
    const whole = { from: 0, to: table.rows.length, newPage: false, empty: 0 }
    const [content] = pagedContent(table, [whole], () => '')
    if (content === undefined) return null
    const { rowsPerPage, pageTotal, carried } = table
    const once = table.rows.some(({ joined }) => joined !== undefined)
    const dealt = rowsPerPage > 0 || pageTotal !== undefined || carried !== undefined || once
    return { ...(content as object), [dealt ? 'pagedTable' : 'dealable']: table } as unknown as PagedContent
  },
})
