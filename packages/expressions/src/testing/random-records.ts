import { test } from '../default-language.ts'
import { compareDecimal } from '../decimal.ts'
import { readValue } from '../frame.ts'
import { compareText } from '../text-values.ts'
import { type Chance, childScope, randomValue, testFields } from './random-expressions.ts'
import type { EvaluationInput, Json, LinkedRow, LookupRequest } from '../types.ts'

/** Values of one record by key, as they are stored: no empty texts, sets may be empty. */
export type TestRecord = { readonly [key: string]: Json }

/** A whole small world: main records, people they link to, children. */
export type TestWorld = {
  readonly people: readonly TestRecord[]
  readonly main: readonly TestRecord[]
  readonly children: readonly TestRecord[]
}

const idOf = (table: number, index: number): string =>
  `0000000${table}-0000-4000-8000-${String(index + 1).padStart(12, '0')}`

function record(chance: Chance): TestRecord {
  return Object.fromEntries(
    testFields.map(({ key, type, nullable }) => {
      const value = nullable && chance.often(0.25) ? null : randomValue(chance, type.kind)
      // What is required is never empty.
      return [key, nullable || value !== '' ? value : 'a']
    }),
  )
}

/** Makes a world of `size` main records. */
export function randomWorld(chance: Chance, size: number): TestWorld {
  const many = (count: number, make: (index: number) => TestRecord): readonly TestRecord[] =>
    Array.from({ length: count }, (_, index) => make(index))
  const owner = (): Json => (chance.often(0.3) ? null : idOf(0, chance.below(5)))
  return {
    people: many(5, (index) => ({ id: idOf(0, index), ...record(chance) })),
    main: many(size, (index) => ({ id: idOf(1, index), ...record(chance), owner: owner() })),
    children: many(size * 2, (index) => ({
      id: idOf(2, index),
      ...record(chance),
      owner: owner(),
      // The last main records have no children.
      parent: idOf(1, chance.below(Math.ceil(size * 0.7))),
    })),
  }
}

/** One main record with its links and rows, as an evaluation sees it. */
export function inputOf(
  world: TestWorld,
  main: TestRecord,
  time: Pick<EvaluationInput, 'now' | 'timeZone' | 'fiscalYearStart' | 'workdays'>,
): EvaluationInput {
  const linked = (row: TestRecord): LinkedRow => {
    const owner = world.people.find(({ id }) => id === row['owner'])
    return { row, links: { owner: owner ? { row: owner } : null } }
  }
  const children = world.children.filter(({ parent }) => parent === main['id']).map(linked)
  const lookup = (request: LookupRequest): Json => first(world.children.map(linked), request, time)
  return { ...linked(main), rows: { children }, ...time, lookup }
}

/** The first record that fits, as the database finds it: nothing last, then by id. */
function first(
  all: readonly LinkedRow[],
  { filter, field, order, figure }: LookupRequest,
  time: Pick<EvaluationInput, 'now'>,
): Json {
  const at = (row: LinkedRow, path: string): Json => {
    const kind = path.split('.').at(-1)?.split('_')[0] as 'text'
    return readValue(row, path.split('.'), { kind })
  }
  const fitting = all.filter((row) => test(filter, { ...row, ...time }, childScope))
  if (figure === 'count') return fitting.length
  if (figure !== undefined) {
    const values = fitting.map((row) => at(row, field)).filter((one) => one !== null) as readonly string[]
    const ranked = values.toSorted(compareDecimal)
    return ranked.at(figure === 'min' ? 0 : -1) ?? null
  }
  const sorted = fitting.toSorted((a, b) => {
    const byId = compareText(String(a.row['id']), String(b.row['id']))
    if (order === undefined) return byId
    const [x, y] = [at(a, order.field), at(b, order.field)]
    if (x === null || y === null) return x === y ? byId : x === null ? 1 : -1
    const way = order.field.includes('number')
      ? compareDecimal(x as string, y as string)
      : compareText(String(x), String(y))
    return way === 0 ? byId : order.descending ? -way : way
  })
  return sorted[0] ? at(sorted[0], field) : null
}
