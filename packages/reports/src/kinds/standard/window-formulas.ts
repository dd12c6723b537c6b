import type { Expression, LinkedRow } from '@mortise/expressions'
import type { MeasureDocument } from '@mortise/schema'
import type { ReportRow, ShapeContext } from '../../types.ts'
import { calcInput, calcOrder, readBy } from './derive.ts'
import { seriesKey, type WindowInput } from './windows.ts'

/** Whether a formula looks at the rows around. */
function looksAround(expression: Expression | undefined): boolean {
  return expression !== undefined && JSON.stringify(expression).includes('"window.')
}

/** Calculated measures that look at the rows around, and those that read them, in an order that works. */
function lookingAround(measures: readonly MeasureDocument[]): readonly MeasureDocument[] {
  const found = new Set<MeasureDocument>()
  for (const one of calcOrder(measures))
    if (looksAround(one.calc) || readBy(one, measures).some((read) => found.has(read))) found.add(one)
  return [...found]
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

/** The rows of each series, in shown order. */
function seriesOf(
  rows: readonly ReportRow[],
  dimensions: WindowInput['dimensions'],
): ReadonlyMap<string, Around> {
  const along = Math.max(
    0,
    dimensions.findIndex((one) => one.bucket !== undefined),
  )
  const groups = Map.groupBy(rows, (row) => seriesKey(row, dimensions, along))
  return new Map([...groups].map(([key, list]) => [key, around(list)]))
}

/**
 * Works out formulas with window operators: shares and places over every group of the report, running sums and earlier
 * rows along the first dimension with a date bucket (else the first) in each series. The row that stands for all others
 * is compared with what is shown.
 */
export function addWindowFormulas(
  measures: readonly MeasureDocument[],
  input: WindowInput,
  ctx: ShapeContext,
): WindowInput {
  let { rows, every } = input
  for (const { key, calc } of lookingAround(measures)) {
    const [total, shown] = [around(every), around(rows)]
    const series = seriesOf(rows, input.dimensions)
    const along = Math.max(
      0,
      input.dimensions.findIndex((one) => one.bucket !== undefined),
    )
    const values = new Map(
      [...new Set([...every, ...rows])].map((row) => {
        const whole = total.places.has(row) ? total : shown
        const own = series.get(seriesKey(row, input.dimensions, along))
        const window = {
          all: whole.all,
          series: own?.all ?? [],
          at: { all: whole.places.get(row) ?? -1, series: own?.places.get(row) ?? -1 },
        }
        return [row, ctx.language.evaluate(calc ?? null, { ...calcInput(row, ctx), window })]
      }),
    )
    const next = new Map([...values].map(([row, value]) => [row, { ...row, [key]: value }]))
    const replaced = (list: readonly ReportRow[]): readonly ReportRow[] =>
      list.map((row) => next.get(row) ?? row)
    rows = replaced(rows)
    every = replaced(every)
  }
  return { ...input, rows, every }
}
