import { type EvaluationInput, type Json, lookupBook, type LookupRequest } from '@mortise/expressions'
import { automation } from './automation.ts'
import type { Unit } from './unit.ts'

// A lookup may lean on another's answer; longer chains than this are a mistake.
const mostRounds = 4

/**
 * Runs a pure step whose expressions may look through other entities: it runs, what it missed is read, and it runs again
 * until it misses nothing. A step without lookups runs once and reads nothing.
 */
export async function withLookups<T>(
  unit: Unit,
  run: (lookup: NonNullable<EvaluationInput['lookup']>) => T,
): Promise<T> {
  const book = lookupBook()
  for (let round = 1; ; round += 1) {
    const result = run(book.lookup)
    const waiting = book.waiting()
    if (waiting.length === 0 || round > mostRounds) return result
    // Several fields of the same record are read at once, as a data link asks for them.
    const { figures = [], firsts = [] } = Object.groupBy(waiting, ({ figure }) =>
      figure === undefined ? 'firsts' : 'figures',
    )
    for (const request of figures) book.provide(request, await tallied(unit, request))
    const together = Map.groupBy(firsts, ({ entity, filter, order }) =>
      JSON.stringify([entity, filter, order]),
    )
    for (const requests of together.values()) {
      const found = await answer(unit, requests)
      for (const request of requests) book.provide(request, found[request.field] ?? null)
    }
  }
}

async function tallied(
  unit: Unit,
  { entity, filter, field, figure = 'count' }: LookupRequest,
): Promise<Json> {
  const expr = figure === 'count' ? {} : { expr: { var: field } }
  const { rows } = await unit.door(automation(unit, 'read')).aggregate({
    entity,
    filter,
    dimensions: [],
    measures: [{ key: 'figure', agg: figure, ...expr }],
  })
  return rows[0]?.['figure'] ?? (figure === 'count' || figure === 'sum' ? 0 : null)
}

/** With system rights, as everything that engines read around a record: designers wrote what is asked. */
async function answer(
  unit: Unit,
  requests: readonly LookupRequest[],
): Promise<{ readonly [field: string]: Json }> {
  const [first] = requests
  if (first === undefined) return {}
  const { entity, filter, order } = first
  const { records } = await unit.door(automation(unit, 'read')).query({
    entity,
    fields: [...new Set(requests.map(({ field }) => field))],
    filter,
    sort: [
      ...(order === undefined
        ? []
        : [{ field: order.field, dir: order.descending ? ('desc' as const) : ('asc' as const) }]),
      { field: 'id', dir: 'asc' },
    ],
    limit: 1,
  })
  const [record] = records
  return record === undefined ? {} : { ...record.values, id: record.id }
}
