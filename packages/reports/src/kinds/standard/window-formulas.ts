import type { Expression, Json, LinkedRow } from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import type { ReportRow, ShapeContext } from '../../types.ts'
import { calcInput } from './derive.ts'
import { seriesRows, type WindowInput } from './windows.ts'

/** Whether a formula looks at the rows around. */
export function looksAround(expression: Expression | undefined): boolean {
  return expression !== undefined && JSON.stringify(expression).includes('"window.')
}

type Around = {
  /** Rows as formulas see them, with the place of each. */
  readonly all: readonly LinkedRow[]
  readonly places: ReadonlyMap<ReportRow, number>
}

const around = (rows: readonly ReportRow[]): Around => ({
  all: rows.map((row) => ({ row })),
  places: new Map(rows.map((row, index) => [row, index])),
})

/**
 * The values of a formula with window operators: shares and places over all the rows, running sums and earlier rows
 * within each series.
 */
export function formulaValues(
  { calc = null }: MeasureDocument,
  { rows, dimensions }: Pick<WindowInput, 'rows' | 'dimensions'>,
  ctx: ShapeContext,
): readonly Json[] {
  const whole = around(rows)
  const seriesOf = new Map(
    seriesRows(rows, dimensions).flatMap((list) => {
      const series = around(list)
      return list.map((row) => [row, series] as const)
    }),
  )
  return rows.map((row) => {
    const series = seriesOf.get(row)
    const window = {
      all: whole.all,
      series: series?.all ?? [],
      at: { all: whole.places.get(row) ?? -1, series: series?.places.get(row) ?? -1 },
    }
    return ctx.language.evaluate(calc, { ...calcInput(row, ctx), window })
  })
}
