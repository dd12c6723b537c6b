import type { Json } from '@mortise/expressions'
import type { AggregateQuery, ReportDocument } from '@mortise/schema'
import type { PlanMeasure, ReportRow, ReportSubtotals, ShapeContext } from '../../types.ts'
import { mergeRows } from './derive.ts'

const heads = (keys: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: keys.length + 1 }, (_, count) => keys.slice(0, count))

/**
 * The coarser groups a matrix shows: for every level of its rows and every level of its columns the dimensions that are
 * left, from the whole down; the cells themselves are none of them.
 */
export function levelsOf({ layout, dimensions = [] }: ReportDocument): readonly (readonly string[])[] {
  if (layout?.kind !== 'matrix' || layout.totals === false) return []
  const known = new Set(dimensions.map((one) => one.key))
  const [rows, columns] = [layout.rows ?? [], layout.columns ?? []].map((keys) =>
    keys.filter((key) => known.has(key)),
  )
  const all = heads(rows ?? []).flatMap((up) => heads(columns ?? []).map((across) => [...up, ...across]))
  const most = (rows ?? []).length + (columns ?? []).length
  return all.filter((keys) => keys.length < most)
}

/** The query of a report with fewer dimensions, for what its groups can't be added up to. */
export function coarser(query: AggregateQuery, keys: readonly string[]): AggregateQuery {
  const parts = query.parts?.map((part) => ({
    ...part,
    ...(part.grain === undefined ? {} : { grain: part.grain.filter((key) => keys.includes(key)) }),
    ...(part.instead === undefined
      ? {}
      : {
          instead: {
            ...part.instead,
            dimensions: part.instead.dimensions.filter(({ key }) => keys.includes(key)),
          },
        }),
  }))
  const { entity, from, filter, measures, joins } = query
  const dimensions = query.dimensions.filter(({ key }) => keys.includes(key))
  return {
    entity,
    ...(from === undefined ? {} : { from }),
    filter,
    dimensions,
    measures,
    joins,
    parts,
    ...(keys.length === 0 ? {} : { limit: query.limit }),
  }
}

const placeOf = (row: ReportRow, keys: readonly string[]): string =>
  JSON.stringify(keys.map((key) => row[key] ?? null))

/** Totals of every coarser group of a matrix: averages and rates of the records in it, never of other numbers. */
export function subtotalsOf(
  rows: readonly ReportRow[],
  given: {
    readonly levels: readonly (readonly string[])[]
    readonly measures: readonly PlanMeasure[]
    readonly derive: (row: ReportRow) => ReportRow
    readonly shown: (row: ReportRow) => ReportRow
    readonly ctx: ShapeContext
  },
): readonly ReportSubtotals[] {
  return given.levels.map((keys, level) => {
    const asked = new Map(given.ctx.levelRows?.[level]?.map((row) => [placeOf(row, keys), row] as const))
    const groups = Map.groupBy(rows, (row) => placeOf(row, keys))
    const made = [...groups].map(([place, list]) => {
      const head = Object.fromEntries(keys.map((key): [string, Json] => [key, list[0]?.[key] ?? null]))
      const whole = given.derive({ ...mergeRows(list, given.measures), ...asked.get(place), ...head })
      return { ...given.shown(whole), ...head }
    })
    return { by: keys, rows: made }
  })
}
