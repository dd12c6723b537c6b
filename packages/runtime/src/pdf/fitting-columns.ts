import { createRequire } from 'node:module'

/** A column while widths are dealt out, in points. */
type Column = {
  readonly width?: number | string | null
  readonly _minWidth: number
  _calcWidth: number
}

type Calculator = {
  buildColumnWidths: (columns: readonly Column[], available: number, ...more: readonly unknown[]) => void
}

/** What a column keeps at least: two letters. */
const least = 20

let done = false

/** Whether a column takes what is left, or what its words take. */
const gives = ({ width }: Column): boolean =>
  width === null || width === undefined || width === '*' || width === 'star' || width === 'auto'

/** What no column may be narrower than where all are to fit: the same for each, but no more than its longest word is. */
function shrunk(columns: readonly Column[], room: number): void {
  let left = room
  let count = columns.length
  // The narrow ones keep what they need; the others share what they leave.
  for (const column of columns.toSorted((a, b) => a._calcWidth - b._calcWidth)) {
    column._calcWidth = Math.max(least, Math.min(column._calcWidth, left / count))
    left -= column._calcWidth
    count -= 1
  }
}

/**
 * Keeps tables on their paper. The PDF library makes a column as wide as its longest word, so that one long model number
 * pushes the amounts behind it off the page; here such a column gets the room there is, and the word is broken.
 */
export function fittingColumns(): void {
  if (done) return
  done = true
  const require = createRequire(import.meta.url)
  const { default: calculator } = require('pdfmake/js/columnCalculator.js') as {
    readonly default: Calculator
  }
  const { buildColumnWidths } = calculator
  calculator.buildColumnWidths = (columns, available, ...more) => {
    buildColumnWidths(columns, available, ...more)
    const giving = columns.filter(gives)
    const taken = columns.reduce((sum, one) => sum + one._calcWidth, 0)
    if (giving.length === 0 || taken <= available + 0.01) return
    const fixed = columns.filter((one) => !gives(one)).reduce((sum, one) => sum + one._calcWidth, 0)
    shrunk(giving, available - fixed)
  }
}
