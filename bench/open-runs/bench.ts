import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { administrator } from '../kit/add-app.ts'
import type { Call, Client } from '../kit/http.ts'
import { interleaved, lineOf, type Side } from '../kit/rounds.ts'
import { onTwoSizes, type Sized } from '../kit/two-sizes.ts'
import type { Line, Measurement } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'
import { fillRuns } from './fill.ts'

/** Open runs of the small side; the large one has as many as records are asked for. */
const few = 1000

type Ground = { readonly sized: Sized; readonly client: Client; readonly count: number }

/** Something done to runs, so many times; what it needs is brought out before the measurement begins. */
type Case = { readonly name: string; readonly side: (on: Ground) => Side }

const calls =
  (made: (on: Ground) => Promise<(index: number) => Call>): Case['side'] =>
  (on) =>
  async () => {
    const callOf = await made(on)
    return on.sized.side(on.count, () => on.client.load(on.count, callOf))()
  }

/** Tasks of the administrator, spread over all that lie there. */
async function ownTasks({ pool }: Sized, count: number): Promise<readonly { id: string; record: string }[]> {
  const { rows } = await pool.query<{ id: string; record: string }>(
    `select t.id, i.record_id as record from ${schema}.flow_item t join ${schema}.flow_instance i on i.id = t.instance_id
     where t.state = 'active' and t.assignee = (select id::text from ${schema}."user" where email = $2)
     order by md5(t.id::text) limit $1`,
    [count, administrator.email],
  )
  if (rows.length < count) throw new Error(`${rows.length} tasks of ${count}`)
  return rows
}

let unique = 0

const cases: readonly Case[] = [
  {
    name: 'start',
    side: calls(() =>
      Promise.resolve(() => ({
        method: 'POST',
        path: '/api/records/claim',
        body: { name: `new ${(unique += 1)}`, amount: 5 },
      })),
    ),
  },
  {
    name: 'approve',
    side: calls(async ({ sized, count }) => {
      const tasks = await ownTasks(sized, count)
      return (at) => ({
        method: 'POST',
        path: `/api/work-items/${tasks[at]?.id}/approve`,
        body: { commandId: `b${(unique += 1)}` },
      })
    }),
  },
  {
    name: 'page of a task',
    side: calls(async ({ sized, count }) => {
      const tasks = await ownTasks(sized, count)
      return (at) => ({ method: 'GET', path: `/api/work-items/${tasks[at]?.id}` })
    }),
  },
  {
    name: 'change of a record under way',
    side: calls(async ({ sized, count }) => {
      const tasks = await ownTasks(sized, count)
      return (at) => ({
        method: 'PATCH',
        path: `/api/records/claim/${tasks[at]?.record}`,
        body: { amount: (unique += 1) },
      })
    }),
  },
  ...(['todo', 'started', 'done'] as const).map((box) => ({
    name: `inbox: ${box}`,
    side: calls(() =>
      Promise.resolve(() => ({ method: 'GET', path: `/api/work-items?box=${box}&limit=50` })),
    ),
  })),
  {
    name: 'alarm',
    side:
      ({ sized, count }) =>
      async () =>
        ring(sized, count),
  },
]

/** Lets so many alarms come due at once, and waits until a worker has seen to all of them. */
async function ring({ pool, side }: Sized, count: number): ReturnType<Side> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from (select id, key from ${schema}.job where kind = 'flow_timer' limit 20000) j order by md5(id::text) limit $1`,
    [count],
  )
  await pool.query(
    `update ${schema}.job set due_at = now() - interval '1 second' where id = any($1::uuid[])`,
    [rows.map(({ id }) => id)],
  )
  return side(count, () => untilQuiet(pool))()
}

async function untilQuiet(pool: Pool): Promise<void> {
  await pool.query(`select pg_notify('mortise_change', '{"workspace":"main","topic":"job"}')`)
  for (;;) {
    const { rows } = await pool.query(
      `select 1 from ${schema}.job where kind = 'flow_timer' and failed_at is null and due_at < now() + interval '1 hour' limit 1`,
    )
    if (rows.length === 0) return
    await delay(50)
  }
}

/** What runs cost a step when very many of them are open, beside the same with a thousand. */
export const measurement: Measurement = {
  name: 'open-runs',
  run: ({ rows, rounds, effort }) => {
    const count = Math.ceil(40 * effort)
    const fill = (pool: Pool, runs: number, url: string): Promise<void> => fillRuns(pool, url, runs)
    return onTwoSizes([few, rows], fill, async (small, large): Promise<readonly Line[]> => {
      const grounds = {
        small: { sized: small, client: await small.as(administrator), count },
        large: { sized: large, client: await large.as(administrator), count },
      }
      const lines: Line[] = []
      const only = process.env['BENCH_CASES']
      for (const { name, side } of cases) {
        if (only !== undefined && !name.includes(only)) continue
        const measured = await interleaved({ ours: side(grounds.large), limit: side(grounds.small) }, rounds)
        lines.push(
          lineOf(`open-runs: ${name}`, measured, {
            unit: `CPU ms of server and database with ${rows} open runs, and with ${few}`,
            reach: { of: 'ours/limit', bound: 1.3 },
            judged: 'total',
          }),
        )
      }
      return lines
    })
  },
}
