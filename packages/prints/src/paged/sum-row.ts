import type { TableCell } from 'pdfmake/interfaces.js'

/** A sum where it stands. */
export type SumCell = {
  readonly at: number
  readonly align: 'left' | 'center' | 'right'
  readonly text: string
}

/** A row with sums under their columns; the label stands before the first sum, as wide as the room there is. */
export function sumRow(given: {
  readonly columns: number
  readonly label: string
  readonly sums: readonly SumCell[]
}): TableCell[] {
  const { columns, label, sums } = given
  const cells: TableCell[] = Array.from({ length: columns }, (_, at) => {
    const sum = sums.find((one) => one.at === at)
    return { text: sum?.text ?? '', alignment: sum?.align ?? 'left', bold: true }
  })
  const span = Math.min(columns, ...sums.map(({ at }) => at))
  if (span === 0) return cells
  cells[0] = { text: label, bold: true, colSpan: span, alignment: 'left' }
  // Cells under a span are placeholders that pdfmake asks for.
  for (let at = 1; at < span; at += 1) cells[at] = {}
  return cells
}
