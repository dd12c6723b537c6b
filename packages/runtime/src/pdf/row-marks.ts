import type { LaidNode } from './parts.ts'

/** The cell that begins a row of a table, with what the row is. */
export type RowMark = {
  readonly cell: LaidNode
  /** The block the table is of. */
  readonly at: string
  readonly row: { readonly kind: string; readonly spans: readonly number[] }
  /** From where the row begins down to where its cells are written, in points. */
  readonly above: number
}

/** The rows of a table whose maker said what they are; none for anything else. */
export function rowMarks(node: LaidNode, at: string): readonly RowMark[] {
  const { table, rowKinds, _layout: layout } = node
  if (table === undefined || rowKinds === undefined || layout === undefined || at === '') return []
  return table.body.flatMap((cells, index): readonly RowMark[] => {
    const free = cells.filter((one) => one._span !== true)
    // One that is written in: where nothing stands there is nothing to read a place from.
    const cell = free.find(({ _inlines: written = [] }) => written.length > 0) ?? free[0]
    const kind = rowKinds[index]
    if (cell === undefined || kind === undefined) return []
    // In a row of the head where some cells reach up into the row above, each column stands for itself.
    const spans = cells.some((one) => one._span === true && kind === 'head')
      ? cells.map(() => 1)
      : cells.flatMap((one) => (one._span === true ? [] : [one.colSpan ?? 1]))
    const above = layout.paddingTop(index, node) + layout.hLineWidth(index, node) / 2
    return [{ cell, at, row: { kind, spans }, above }]
  })
}
