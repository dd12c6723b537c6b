import { say } from '@mortise/errors'
import { addDecimal, type Expression, type Json } from '@mortise/expressions'
import { numberValue } from '../../format/number-pattern.ts'
import type { PrintContext, PrintRow } from '../../define.ts'
import { expressionOf, flagOf, labelText, objectsOf, textOf, widthOf } from '../../settings.ts'

/** One column of a table block, read from its settings. */
export type TableColumn = {
  readonly key: string
  readonly field: string
  readonly expr: Expression | undefined
  readonly format: string
  readonly label: string
  readonly width: number | string
  readonly align: 'left' | 'center' | 'right'
  readonly total: boolean
  readonly number: boolean
}

/** Name a subtotal list may call a column by: its key, its field, or the field its expression is. */
function keyOf(column: { readonly [key: string]: unknown }): string {
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
    label: say(labelText(column['label']), ctx.locale) || (key === '' ? '' : ctx.labelOf(key, source)),
    width: widthOf(column),
    align: align === 'center' || align === 'right' ? align : 'left',
    total: flagOf(column, 'total', false),
    number: flagOf(column, 'index', false),
  }
}

/** Columns of a table block. */
export function tableColumns(
  block: { readonly [key: string]: unknown },
  ctx: PrintContext,
): readonly TableColumn[] {
  return objectsOf(block, 'columns').map((one) => columnOf(one, textOf(block, 'source'), ctx))
}

/** What a column holds for a row. */
export function cellValue(column: TableColumn, row: PrintRow, ctx: PrintContext): Json {
  if (column.expr !== undefined) return ctx.evaluate(column.expr, row)
  return column.field === '' ? null : ctx.evaluate({ var: column.field }, row)
}

/** What a reader sees of it. */
export function cellText(column: TableColumn, row: PrintRow, ctx: PrintContext): string {
  const plain = column.expr === undefined && column.format === '' && column.field !== ''
  return plain ? ctx.formatField(column.field, row) : ctx.format(cellValue(column, row, ctx), column.format)
}

/** Exact sum of a column over rows, written as the column is. Empty values count as nothing. */
export function columnTotal(column: TableColumn, rows: readonly PrintRow[], ctx: PrintContext): string {
  const numbers = rows.flatMap((row) => numberValue(cellValue(column, row, ctx)) ?? [])
  const [first] = rows
  const sum = numbers.reduce(addDecimal, 0)
  if (column.format !== '' || column.field === '' || first === undefined)
    return ctx.format(sum, column.format)
  return ctx.formatField(column.field, { ...first, values: { ...first.values, [column.field]: sum } })
}
