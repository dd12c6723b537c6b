import { addDecimal, type DecimalValue, type Expression, type Json } from '@mortise/expressions'
import { numberValue } from '../../format/number-pattern.ts'
import type { PrintContext, PrintRow } from '../../define.ts'
import type { SumFormat } from '../../paged/types.ts'
import { photoPartRoom } from '../../photos/settings.ts'
import type { Photo, PhotoRoom } from '../../photos/types.ts'
import { variable } from '../../remembered.ts'
import { pathOf } from '../../scope.ts'
import {
  expressionOf,
  flagOf,
  labelText,
  namesOf,
  objectsOf,
  textOf,
  widthOf,
  wordsOf,
} from '../../settings.ts'
import { type CellStyle, partOf, styleOf } from '../../cell-style.ts'
import { columnPhotos } from './cell-settings.ts'

/** One column of a table block, read from its settings. */
export type TableColumn = {
  readonly key: string
  readonly field: string
  readonly expr: Expression | undefined
  readonly format: string
  readonly label: string
  /** What stands over this and the columns beside it that say the same. */
  readonly over: string
  readonly width: number | string
  readonly align: 'left' | 'center' | 'right'
  readonly total: boolean
  readonly running: boolean
  readonly number: boolean
  /** The room of its pictures, where it has such. */
  readonly photos: PhotoRoom
  /** The look of the head above, where it is the first column under it, and of its own cell in the head. */
  readonly above: CellStyle
  readonly head: CellStyle
  readonly cell: DataCell
  /** Its cell in the rows of sums: words of the designer's in place of a sum. */
  readonly sum: CellStyle & { readonly value: string }
}

/** What is set of a column's cells in the rows of data. */
export type DataCell = {
  readonly style: CellStyle
  /** Left empty where the row above says the same. */
  readonly once: boolean
  /** Written only where this holds of the row. */
  readonly when: Expression | undefined
  /** Looks like this where `when` holds of the row. */
  readonly mark: { readonly when: Expression; readonly style: CellStyle } | undefined
}

function dataCellOf(part: { readonly [key: string]: unknown }): DataCell {
  const mark = expressionOf(part, 'mark')
  const { markColor: color, markFill: fill, markBold: bold } = part
  return {
    style: styleOf(part),
    once: flagOf(part, 'once', false),
    when: expressionOf(part, 'when'),
    mark: mark === undefined ? undefined : { when: mark, style: styleOf({ color, fill, bold }) },
  }
}

/** Name a subtotal list may call a column by: its key, its field, or the field its expression is. */
export function keyOf(column: { readonly [key: string]: unknown }): string {
  const named = textOf(column, 'key') || textOf(column, 'field')
  if (named !== '') return named
  const expr = column['expr'] as { readonly var?: unknown } | undefined
  return typeof expr?.var === 'string' ? expr.var : ''
}

function columnOf(
  column: { readonly [key: string]: unknown },
  source: string,
  ctx: PrintContext,
): TableColumn {
  const field = textOf(column, 'field')
  const key = keyOf(column)
  const align = column['align']
  return {
    key,
    field,
    expr: expressionOf(column, 'expr'),
    format: textOf(column, 'format'),
    // Two languages stand one below the other, since columns are narrow.
    label: ctx.say(labelText(column['label']), '\n') || (key === '' ? '' : ctx.labelOf(key, source, '\n')),
    over: ctx.say(labelText(column['over']), '\n'),
    width: widthOf(column),
    align: align === 'center' || align === 'right' ? align : 'left',
    total: flagOf(column, 'total', false),
    running: flagOf(column, 'running', false),
    number: flagOf(column, 'index', false),
    photos: photoPartRoom(column, columnPhotos),
    above: styleOf(partOf(column, 'above')),
    head: styleOf(partOf(column, 'head')),
    cell: dataCellOf(partOf(column, 'cell')),
    sum: { ...styleOf(partOf(column, 'sum')), value: wordsOf(partOf(column, 'sum'), 'value', ctx) },
  }
}

/** Columns of a table block. */
export function tableColumns(
  block: { readonly [key: string]: unknown },
  ctx: PrintContext,
): readonly TableColumn[] {
  return objectsOf(block, 'columns').map((one) => columnOf(one, textOf(block, 'source'), ctx))
}

/** Columns that are summed up at the end. */
export function totalColumns(
  block: { readonly [key: string]: unknown },
  columns: readonly TableColumn[],
): ReadonlySet<TableColumn> {
  const named = namesOf(block, 'totals')
  return new Set(columns.filter((one) => one.total || named.includes(one.key)))
}

/** What a column holds for a row. */
export function cellValue(column: TableColumn, row: PrintRow, ctx: PrintContext): Json {
  if (column.expr !== undefined) return ctx.evaluate(column.expr, row)
  return column.field === '' ? null : ctx.evaluate(variable(column.field), row)
}

/** What a reader sees of it. */
export function cellText(column: TableColumn, row: PrintRow, ctx: PrintContext): string {
  const plain = column.expr === undefined && column.format === '' && column.field !== ''
  return plain ? ctx.formatField(column.field, row) : ctx.format(cellValue(column, row, ctx), column.format)
}

/** The pictures of a column in a row; undefined for a column of words. */
export function cellPhotos(
  { field, expr, format, photos }: TableColumn,
  row: PrintRow,
  ctx: PrintContext,
): readonly Photo[] | undefined {
  const path = expr === undefined ? field : (pathOf(expr) ?? '')
  return path === '' || format !== '' ? undefined : ctx.photos(path, photos, row)
}

/** What stands in the place of a sum that would be wrong. */
export const noSum = '—'

/**
 * Whether a column comes to a true sum: the reader may read all that it adds up, and every row has a number or nothing. What
 * is hidden or masked would count as nothing, and the sum would be too small without saying so.
 */
export function addsUp(
  column: TableColumn,
  rows: readonly PrintRow[],
  given: { readonly source: string; readonly ctx: PrintContext },
): boolean {
  const { source, ctx } = given
  if (!ctx.readsInFull(column.expr ?? variable(column.field), source)) return false
  return rows.every((row) => {
    const value = cellValue(column, row, ctx)
    return value === null || numberValue(value) !== null
  })
}

/** What a row adds to the sum of a column; nothing when it holds no number. */
export function addedBy(column: TableColumn, row: PrintRow, ctx: PrintContext): DecimalValue {
  return numberValue(cellValue(column, row, ctx)) ?? 0
}

/** How sums of a column are written. */
export function sumFormatOf(column: TableColumn, source: string, ctx: PrintContext): SumFormat {
  const field = column.field === '' || column.format !== '' ? undefined : ctx.sumFormat(column.field, source)
  return field === undefined ? { pattern: column.format } : { field }
}

/** A sum of a column, written as the column is. */
export function sumText(
  column: TableColumn,
  sum: DecimalValue,
  given: { readonly source: string; readonly ctx: PrintContext },
): string {
  const format = sumFormatOf(column, given.source, given.ctx)
  if ('words' in format) return format.words
  return 'pattern' in format ? given.ctx.format(sum, format.pattern) : given.ctx.formatAs(sum, format.field)
}

/** Exact sum of a column over rows, written as the column is. Empty values count as nothing. */
export function columnTotal(
  column: TableColumn,
  rows: readonly PrintRow[],
  given: { readonly source: string; readonly ctx: PrintContext },
): string {
  if (!addsUp(column, rows, given)) return noSum
  const sum = rows.reduce<DecimalValue>((all, row) => addDecimal(all, addedBy(column, row, given.ctx)), 0)
  return sumText(column, sum, given)
}
