import { checkWidth, type Column } from './columns.ts'

/** Custom properties of a table's frame: rows take their columns from it, so that a drag redraws no row. */
export function layoutOf(columns: readonly Column[], widths?: { readonly [key: string]: number }): Layout {
  const vars: Layout = {}
  const template = [`${checkWidth}px`]
  let left = checkWidth
  for (const [at, column] of columns.entries()) {
    const width = widths?.[column.field.key] ?? column.width
    template.push(`${width}px`)
    if (column.left !== undefined) vars[`--m-left-${at}`] = `${left}px`
    left += width
  }
  const last = columns.findLast((column) => column.left !== undefined)
  const frozen = last === undefined ? checkWidth : (last.left ?? 0) + last.width
  vars['--m-frozen'] = `${frozen}px`
  vars['--m-columns'] = `${template.join(' ')} minmax(0, 1fr)`
  vars['--m-width'] = `${left}px`
  return vars
}

/** Custom properties by name. */
export type Layout = { [name: `--m-${string}`]: string }

/** Place of a cell that stays when scrolling aside. */
export function leftOf(column: Column, at: number): { readonly left: string } | undefined {
  return column.left === undefined ? undefined : { left: `var(--m-left-${at})` }
}

/** The width at which nothing of a column is cut off, among what is drawn of it. */
export function fittedWidth(table: HTMLElement, column: number): number {
  const cells = table.querySelectorAll<HTMLElement>(`[data-col="${column}"]`)
  let width = 0
  for (const cell of cells) {
    const inner = [...cell.children].reduce(
      (sum, child) =>
        sum + (child instanceof HTMLElement && child.dataset['aside'] === undefined ? child.scrollWidth : 0),
      0,
    )
    width = Math.max(width, inner)
  }
  return width + 34
}
