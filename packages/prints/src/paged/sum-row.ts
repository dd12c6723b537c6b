import type { TableCell } from 'pdfmake/interfaces.js'
import { type CellStyle, styledCell } from '../cell-style.ts'

/** A sum where it stands. */
export type SumCell = {
  readonly at: number
  readonly align: 'left' | 'center' | 'right'
  readonly text: string
}

/**
 * A row with sums under their columns; the label stands before the first sum or words of the designer's, as wide as the room
 * there is. Where there is no room for it there is none.
 */
export function sumRow(given: {
  readonly columns: number
  readonly label: string
  readonly sums: readonly SumCell[]
  /** How the cell of each column looks. */
  readonly looks?: readonly CellStyle[]
  /** Words in the place of a sum, by column; '' for none. */
  readonly words?: readonly string[]
}): TableCell[] {
  const { columns, label, sums, looks = [], words = [] } = given
  const look = (at: number): CellStyle => looks[at] ?? {}
  const cells: TableCell[] = Array.from({ length: columns }, (_, at) => {
    const sum = sums.find((one) => one.at === at)
    const text = sum?.text ?? words[at] ?? ''
    return styledCell({ text, alignment: sum?.align ?? 'left', bold: true }, look(at))
  })
  const written = words.flatMap((one, at) => (one === '' ? [] : [at]))
  const span = Math.min(columns, ...sums.map(({ at }) => at), ...written)
  if (span === 0) return cells
  cells[0] = styledCell({ text: label, bold: true, colSpan: span, alignment: 'left' }, look(0))
  // Cells under a span are placeholders that pdfmake asks for.
  for (let at = 1; at < span; at += 1) cells[at] = {}
  return cells
}
