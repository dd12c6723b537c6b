import type { Client } from '../kit/http.ts'
import { interleaved, lineOf, median } from '../kit/rounds.ts'
import { onTwoSizes, type Sized } from '../kit/two-sizes.ts'
import type { Line, Measurement, Round } from '../kit/types.ts'
import { boss, seller } from '../kit/workspace.ts'
import { type Case, cases } from './cases.ts'
import { fillYear } from './fill.ts'

const path = '/api/records/lead/query'

/** The body of a case, with the place in the list where it begins. */
async function bodyOf(client: Client, { body, after = 0 }: Case): Promise<unknown> {
  let cursor: string | null = null
  for (let page = 0; page < after; page += 1) {
    const asked = { ...body, fields: ['id'], ...(cursor === null ? {} : { cursor }) }
    const answer = (await client.call({ method: 'POST', path, body: asked })).body as {
      readonly nextCursor: string | null
    }
    if (answer.nextCursor === null) break
    cursor = answer.nextCursor
  }
  return cursor === null ? body : { ...body, cursor }
}

type Asked = { readonly client: Client; readonly sized: Sized }

async function measured(
  one: Case,
  on: { readonly small: Asked; readonly large: Asked; readonly rounds: number; readonly effort: number },
): Promise<readonly Round[]> {
  const times = Math.max(16, Math.ceil(one.times * on.effort))
  const sideOf = async ({ client, sized }: Asked) => {
    const body = await bodyOf(client, one)
    return sized.side(times, () => client.load(times, () => ({ method: 'POST', path, body })))
  }
  const sides = { ours: await sideOf(on.large), limit: await sideOf(on.small) }
  return interleaved(sides, on.rounds)
}

const rounded = (value: number): number => Number(value.toPrecision(3))

/** CPU of server and database on the small and the large table, and how much one is of the other. */
function figuresOf(rounds: readonly Round[]): readonly number[] {
  const cost = (side: 'ours' | 'limit'): number =>
    rounded(median(rounds.map((round) => round[side].server + round[side].database)))
  const ratios = rounds.map(
    ({ ours, limit }) => (ours.server + ours.database) / (limit.server + limit.database),
  )
  return [cost('limit'), cost('ours'), rounded(median(ratios))]
}

/** Everything that a list is asked, of a table ten times as large: as one who sees all, and within a department. */
export const measurement: Measurement = {
  name: 'scale',
  run: ({ rows, rounds, effort }) => {
    const sizes = [rows, rows * 10] as const
    return onTwoSizes(sizes, fillYear, async (small, large): Promise<Line> => {
      const table: { [name: string]: readonly number[] } = {}
      const only = process.env['BENCH_CASES']
      let flat: readonly Round[] = []
      for (const [who, login] of [
        ['all', boss],
        ['department', seller],
      ] as const) {
        const on = {
          small: { sized: small, client: await small.as(login) },
          large: { sized: large, client: await large.as(login) },
          rounds,
          effort,
        }
        for (const one of cases) {
          if (only !== undefined && !one.name.includes(only)) continue
          const found = await measured(one, on)
          table[`${who}: ${one.name}`] = figuresOf(found)
          // What everybody does all day decides; the others are told beside it.
          if (flat.length === 0 || (who === 'all' && one.name === 'first page')) flat = found
          if (process.env['BENCH_SAY'] !== undefined) console.error(who, one.name, figuresOf(found).join(' '))
        }
      }
      return lineOf('scale', flat, {
        unit: `CPU ms of server and database per first page of ${sizes[1]} and of ${sizes[0]} records`,
        reach: { of: 'ours/limit', bound: 1.3 },
        judged: 'total',
        more: { rows: sizes, smallLargeRatio: table },
      })
    })
  },
}
