import type { TableCell } from 'pdfmake/interfaces.js'
import type { PrintBlockDocument } from '@mortise/schema'
import {
  defineBlock,
  type BlockName,
  type BlockRead,
  type BlockType,
  type PrintContext,
  type PrintRow,
} from '../../define.ts'
import { pagedContent } from '../../paged/content.ts'
import type { PagedContent, PagedRow, PagedTable } from '../../paged/types.ts'
import { expressionOf, flagOf, labelText, namesOf, numberOf, objectsOf, textOf } from '../../settings.ts'
import { addsUp, keyOf, noSum, sumFormatOf, tableColumns, totalColumns, type TableColumn } from './columns.ts'
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
} from './rows.ts'
import { tableSettings } from './settings.ts'

type Group = { readonly by: string; readonly subtotal: readonly string[]; readonly head: boolean }

/** A document has one group; a panel, which knows only lists, may hand it over as the first of them. */
function groupOf(block: PrintBlockDocument): Group | undefined {
  const given = block['group']
  const group = (Array.isArray(given) ? given[0] : given) as { readonly [key: string]: unknown } | undefined
  const by = textOf(group ?? {}, 'by')
  return by === ''
    ? undefined
    : { by, subtotal: namesOf(group ?? {}, 'subtotal'), head: flagOf(group ?? {}, 'head', false) }
}

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
      ? rows.map(written)
      : groupRows(rows, group.by, ctx).flatMap(({ shown, rows: inside }): readonly PagedRow[] => {
          const label = `${shown} ${ctx.say(tableWords.subtotal)}`.trim()
          return [
            ...(group.head ? [{ cells: groupHead(columns, shown), leads: true }] : []),
            ...inside.map(written),
            ...(subtotals.size === 0
              ? []
              : [{ cells: totalRow(columns, inside, { label, sums: subtotals, source, ctx }) }]),
          ]
        })
  const filler = fillerRows(columns, Math.min(mostEmptyRows, numberOf(block, 'minRows', 0)) - data.length)
  return [...data, ...filler.map((cells) => ({ cells }))]
}

function grandTotal({ block, columns, sums, rows, ctx }: Making): TableCell[][] {
  if (sums.size === 0) return []
  const label = ctx.say(labelText(block['totalLabel'])) || ctx.say(tableWords.total)
  return [totalRow(columns, rows, { label, sums, source: textOf(block, 'source'), ctx })]
}

function tableOf(making: Making): PagedTable {
  const { block, columns, sums, ctx } = making
  const source = textOf(block, 'source')
  const summed = sums.size > 0
  return {
    head: headRows(columns),
    rows: bodyRows(making),
    end: grandTotal(making),
    columns: columns.length,
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

function columnReads(block: PrintBlockDocument): readonly BlockRead[] {
  const source = textOf(block, 'source')
  const summed = [...namesOf(block, 'totals'), ...(groupOf(block)?.subtotal ?? [])]
  return objectsOf(block, 'columns').flatMap((column, index): readonly BlockRead[] => {
    const at = `/columns/${index}`
    const sums =
      flagOf(column, 'total', false) || flagOf(column, 'running', false) || summed.includes(keyOf(column))
    const expression = expressionOf(column, 'expr')
    if (expression !== undefined) return [{ at: `${at}/expr`, source, expression, sums }]
    const path = textOf(column, 'field')
    return path === '' ? [] : [{ at: `${at}/field`, source, path, sums }]
  })
}

/** Names of columns that are to be added up; one that is none would leave its sum out without a word. */
function summedNames(block: PrintBlockDocument): readonly BlockName[] {
  const known = objectsOf(block, 'columns').map(keyOf)
  const inGroup = Array.isArray(block['group']) ? '/group/0' : '/group'
  return [
    ...namesOf(block, 'totals').map((name, index) => ({ at: `/totals/${index}`, name, known })),
    ...(groupOf(block)?.subtotal ?? []).map((name, index) => ({
      at: `${inGroup}/subtotal/${index}`,
      name,
      known,
    })),
  ]
}

/** Rows of a relation with a head on each page, groups, sums and filler rows. Rows never break over pages. */
export const tableBlock: BlockType = defineBlock({
  type: 'table',
  version: 1,
  label: { zh: '明细表', en: 'Table' },
  icon: 'table',
  group: 'basic',
  handles: { columns: 'columns' },
  places: ['body'],
  settings: tableSettings,
  describe: ({ source, columns }) => {
    const count = Array.isArray(columns) ? columns.length : 0
    const name = typeof source === 'string' ? source : ''
    return { zh: `明细表 ${name}，${count} 列`, en: `Table of ${name} with ${count} columns` }
  },
  reads: (block) => {
    const source = textOf(block, 'source')
    const group = groupOf(block)
    const condition = expressionOf(block, 'rowVisible')
    const sortBy = textOf(block, 'sortBy')
    return [
      { at: '/source', source, rows: true },
      ...columnReads(block),
      ...(group === undefined ? [] : [{ at: '/group/by', source, path: group.by }]),
      ...(condition === undefined ? [] : [{ at: '/rowVisible', source, expression: condition }]),
      ...(sortBy === '' ? [] : [{ at: '/sortBy', source, path: sortBy }]),
    ]
  },
  names: summedNames,
  toContent: (block, ctx) => {
    const columns = tableColumns(block, ctx)
    if (columns.length === 0) return null
    const sums = totalColumns(block, columns)
    const table = tableOf({ block, columns, sums, rows: shownRows(block, ctx), ctx })
    const whole = { from: 0, to: table.rows.length, newPage: false }
    const [content] = pagedContent({ ...table, rowsPerPage: 0 }, [whole], () => '')
    if (content === undefined) return null
    const { rowsPerPage, pageTotal, carried } = table
    const dealt = rowsPerPage > 0 || pageTotal !== undefined || carried !== undefined
    return dealt ? ({ ...(content as object), pagedTable: table } as PagedContent) : content
  },
})
