import { fillLeads } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { addRegion, regional } from '../kit/region.ts'
import { interleaved, lineOf, type Side } from '../kit/rounds.ts'
import { onStage, type Stage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'
import { boss, type Login, schema, seller } from '../kit/workspace.ts'
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

/** Fifty records by filter and order, a key-set page within a department's rule; and what rules on rows add to it. */
export const measurement: Measurement = {
  name: 'list',
  run: (settings) =>
    onStage(
      'list',
      async (pool, url) => {
        await addRegion(url, pool)
        await fillLeads(pool, settings.rows)
      },
      async (stage) => {
        const page = await pageAgainstSelect(stage, settings)
        const lines = [page]
        for (const [who, login] of [
          ['department', seller],
          ['region', regional],
        ] as const)
          lines.push(await ruleAgainstNone(stage, settings, { who, login }))
        return lines
      },
    ),
}

async function pageAgainstSelect(stage: Stage, { rows, rounds, effort }: Settings): Promise<Line> {
  const { pool, ours, limit, side } = stage
  const { rows: found } = await pool.query<{ department_id: string }>(
    `select department_id from ${schema}."user" where key = 'wu_lei'`,
  )
  const department = found[0]?.department_id ?? ''
  const places = await placesOf(ours)
  const limitPath = ({ score, id }: Place): string => `/lead?department=${department}&score=${score}&id=${id}`
  await compare(ours, limit, { place: at(places, 0), limitPath })
  const count = Math.ceil(600 * effort)
  const measured = await interleaved(
    {
      ours: side('ours', count, () => pages(ours, places, count)),
      limit: side('limit', count, () =>
        limit.load(count, (index) => ({ method: 'GET', path: limitPath(at(places, index)) })),
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
}

/** The same pages, as full, of one who is bound by a rule on rows and of one who sees all. */
async function ruleAgainstNone(
  stage: Stage,
  { rows, rounds, effort }: Settings,
  { who, login }: { readonly who: string; readonly login: Login },
): Promise<Line> {
  const sides = { ours: await stage.as(login), limit: await stage.as(boss) }
  const count = Math.ceil(600 * effort)
  const sideOf = async (client: Client): Promise<Side> => {
    const places = await placesOf(client)
    return stage.side('ours', count, () => pages(client, places, count))
  }
  const measured = await interleaved(
    { ours: await sideOf(sides.ours), limit: await sideOf(sides.limit) },
    rounds,
  )
  return lineOf(`list within a ${who}`, measured, {
    unit: 'CPU ms of server and database per page of 50, against one who sees all',
    reach: { of: 'ours/limit', bound: 1.2 },
    judged: 'total',
    more: { rows },
  })
}

const at = (places: readonly Place[], index: number): Place => places[index % places.length] as Place

const pages = (client: Client, places: readonly Place[], count: number): Promise<void> =>
  client.load(count, (index) => ({ method: 'GET', path: listPath(at(places, index).cursor) }))

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
