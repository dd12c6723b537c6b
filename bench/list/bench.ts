import { fillLeads } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'
import { listFields } from './query.ts'

type Place = { readonly cursor: string; readonly score: number; readonly id: string }
type Page = {
  readonly data: readonly { readonly id: string; readonly score: number }[]
  readonly nextCursor: string | null
}

const listPath = (cursor?: string): string => {
  const query = new URLSearchParams({
    filter: JSON.stringify({ '==': [{ var: 'source' }, 'search'] }),
    sort: '-score',
    fields: listFields.join(','),
    limit: '50',
    ...(cursor === undefined ? {} : { cursor }),
  })
  return `/api/records/lead?${query.toString()}`
}

/** Walks the list and remembers where its pages end: both sides read on from the same places. */
async function placesOf(ours: Client): Promise<readonly Place[]> {
  const places: Place[] = []
  let cursor: string | undefined
  while (places.length < 15) {
    const page = (await ours.call({ method: 'GET', path: listPath(cursor) })).body as Page
    const last = page.data.at(-1)
    if (page.nextCursor === null || last === undefined) break
    cursor = page.nextCursor
    places.push({ cursor, score: last.score, id: last.id })
  }
  if (places.length === 0) throw new Error('the list has one page only: measure with more BENCH_ROWS')
  return places
}

/** Fifty records by filter and order, a key-set page within a department's rule. */
export const measurement: Measurement = {
  name: 'list',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'list',
      (pool) => fillLeads(pool, rows),
      async ({ pool, ours, limit, side }) => {
        const { rows: found } = await pool.query<{ department_id: string }>(
          `select department_id from ${schema}."user" where key = 'wu_lei'`,
        )
        const department = found[0]?.department_id ?? ''
        const places = await placesOf(ours)
        const place = (index: number): Place => places[index % places.length] as Place
        const limitPath = ({ score, id }: Place): string =>
          `/lead?department=${department}&score=${score}&id=${id}`
        await compare(ours, limit, { place: place(0), limitPath })
        const count = Math.ceil(600 * effort)
        const measured = await interleaved(
          {
            ours: side('ours', count, () =>
              ours.load(count, (index) => ({ method: 'GET', path: listPath(place(index).cursor) })),
            ),
            limit: side('limit', count, () =>
              limit.load(count, (index) => ({ method: 'GET', path: limitPath(place(index)) })),
            ),
          },
          rounds,
        )
        return lineOf('list', measured, {
          unit: 'CPU ms of the server per page of 50',
          reach: { of: 'ours/limit', bound: 2 },
          judged: 'server',
          more: { rows },
        })
      },
    ),
}

/** Two sides that do not do the same can't be compared. */
async function compare(
  ours: Client,
  limit: Client,
  given: { readonly place: Place; readonly limitPath: (place: Place) => string },
): Promise<void> {
  const { place, limitPath } = given
  const [mine, theirs] = [
    (await ours.call({ method: 'GET', path: listPath(place.cursor) })).body as Page,
    (await limit.call({ method: 'GET', path: limitPath(place) })).body as Page,
  ]
  const ids = (page: Page): string => page.data.map(({ id }) => id).join()
  if (ids(mine) !== ids(theirs)) throw new Error('the two lists hold different records')
}
