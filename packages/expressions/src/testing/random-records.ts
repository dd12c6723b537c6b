import { type Chance, randomValue, testFields } from './random-expressions.ts'
import type { EvaluationInput, Json, LinkedRow } from '../types.ts'

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
      return [key, value]
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
  time: Pick<EvaluationInput, 'now' | 'timeZone' | 'fiscalYearStart'>,
): EvaluationInput {
  const linked = (row: TestRecord): LinkedRow => {
    const owner = world.people.find(({ id }) => id === row['owner'])
    return { row, links: { owner: owner ? { row: owner } : null } }
  }
  const children = world.children.filter(({ parent }) => parent === main['id']).map(linked)
  return { ...linked(main), rows: { children }, ...time }
}
