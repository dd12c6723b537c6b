import type { FieldDocument } from '@mortise/schema'
import type { TableCell } from 'pdfmake/interfaces.js'
import type { BlockRead, PrintContext } from '../../define.ts'
import type { EndRow } from '../../paged/types.ts'
import { alignOf, expressionOf, numberOf, objectsOf, setting, wordings, wordsOf } from '../../settings.ts'
import { lookSettings } from './cell-settings.ts'
import { styledCell, styleOf } from '../../cell-style.ts'

type Settings = { readonly [key: string]: unknown }

/** How wide each cell of a row is, in columns: together as many as there are, the last one takes what is left. */
export function footSpans(cells: readonly Settings[], columns: number): readonly number[] {
  const spans: number[] = []
  let left = columns
  for (const [at, cell] of cells.entries()) {
    if (left === 0) break
    const wanted = Math.max(1, Math.floor(numberOf(cell, 'span', 1)))
    const span = at === cells.length - 1 ? left : Math.min(wanted, left)
    spans.push(span)
    left -= span
  }
  return spans
}

/** A row of the designer's own under the rows of data, such as the amount in words within the frame. */
function footRow(row: Settings, columns: number, ctx: PrintContext): TableCell[] {
  const cells = objectsOf(row, 'cells')
  const given = cells.length === 0 ? [{}] : cells
  return footSpans(given, columns).flatMap((span, at): TableCell[] => {
    const cell = given[at] ?? {}
    // A non-breaking space gives an empty row the height of a written one.
    const text = ctx.fill(wordsOf(cell, 'value', ctx)) || '\u00a0'
    const own = styledCell(
      { text, alignment: alignOf(cell), ...(span > 1 ? { colSpan: span } : {}) },
      styleOf(cell),
    )
    // Cells under a span are placeholders that pdfmake asks for.
    return [own, ...Array.from({ length: span - 1 }, () => ({}))]
  })
}

/** The rows under the totals, those left out whose condition says no. */
export function footRows(block: Settings, columns: number, ctx: PrintContext): readonly EndRow[] {
  return objectsOf(block, 'foot').flatMap((row, at): readonly EndRow[] => {
    const condition = expressionOf(row, 'visible')
    const shown = condition === undefined || ctx.all || ctx.evaluate(condition) === true
    return shown ? [{ kind: `foot.${at}`, cells: footRow(row, columns, ctx) }] : []
  })
}

/** What those rows read of the record. */
export function footReads(block: Settings): readonly BlockRead[] {
  return objectsOf(block, 'foot').flatMap((row, at): readonly BlockRead[] => {
    const condition = expressionOf(row, 'visible')
    const texts = objectsOf(row, 'cells').flatMap((cell, index) =>
      wordings(cell['value']).map((template) => ({ at: `/foot/${at}/cells/${index}/value`, template })),
    )
    return condition === undefined
      ? texts
      : [{ at: `/foot/${at}/visible`, expression: condition, condition: true }, ...texts]
  })
}

/** What can be set of those rows. */
export const footSetting: FieldDocument = setting(
  'foot',
  'items',
  { zh: '表尾行', en: 'Rows at the end' },
  {
    help: {
      zh: '合计下面的自定义行，如“金额大写”；单元格可以跨列',
      en: 'Rows of your own under the totals, such as the amount in words; cells may go over columns',
    },
    settings: {
      onCanvas: true,
      fields: [
        {
          key: 'cells',
          type: 'items',
          label: { zh: '单元格', en: 'Cells' },
          settings: {
            fields: [
              { key: 'span', type: 'integer', label: { zh: '跨几列', en: 'Columns wide' }, default: 1 },
              {
                key: 'value',
                type: 'longtext',
                label: { zh: '内容', en: 'Text' },
                settings: { editor: 'template' },
              },
              ...lookSettings,
            ],
          },
        },
        {
          key: 'visible',
          type: 'expression',
          label: { zh: '什么时候打印这一行', en: 'Print this row where' },
          settings: { expect: 'boolean' },
        },
      ],
    },
  },
)
