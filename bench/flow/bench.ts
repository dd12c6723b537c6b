import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { addApp } from '../kit/add-app.ts'
import { interleaved, lineOf, type Side, warmingUp } from '../kit/rounds.ts'
import { onStage, type Stage } from '../kit/stage.ts'
import type { Line, Measurement, Settings } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'
import { app, clockName } from './app.ts'

/** A run of five nodes that waits as a job, beside a job by hand that does the same two writes. */
export const measurement: Measurement = {
  name: 'flow',
  run: (settings) => onStage('flow', prepare, (stage) => measure(stage, settings)),
}

/** The app, and a queue for the other side alone: our worker would look at what lies in its own. */
async function prepare(pool: Pool, url: string): Promise<void> {
  await addApp(url, app)
  await pool.query(`create table ${schema}.bare_job (like ${schema}.job including all)`)
}

/** So many records, and a job for each of them. */
async function queue(pool: Pool, table: 'job' | 'bare_job', count: number): Promise<void> {
  await pool.query(
    `with made as (
      insert into ${schema}.r_paper (id, name, amount, created_at, updated_at, version)
      select uuidv7(), 'paper ' || n, 100, now(), now(), 1 from generate_series(1, $1::int) n returning id)
    insert into ${schema}.${table} (id, kind, payload, key, due_at, max_attempts, created_at)
    select uuidv7(), 'flow_start', json_build_object('flow', $2::text, 'id', id, 'dueKey', 'bench'), id::text, now(), 10, now()
    from made`,
    [count, clockName],
  )
  await pool.query(`vacuum analyze ${schema}.r_paper, ${schema}.${table}`)
}

/** Tells the worker that there is something, and waits until there is nothing any more. */
async function untilDrained(pool: Pool): Promise<void> {
  await pool.query(`select pg_notify('mortise_change', '{"workspace":"main","topic":"job"}')`)
  for (;;) {
    const { rows } = await pool.query(`select 1 from ${schema}.job where kind = 'flow_start' limit 1`)
    if (rows.length === 0) return
    await delay(50)
  }
}

async function measure({ pool, limit, side }: Stage, { rounds, effort }: Settings): Promise<Line> {
  const count = Math.ceil(400 * effort)
  const ours = side('ours', count, () => untilDrained(pool))
  const bare = side('limit', count, async () => void (await limit.call({ method: 'POST', path: '/drain' })))
  /** What waits is made before the measurement begins. */
  const behind =
    (table: 'job' | 'bare_job', measured: Side): Side =>
    async () => {
      await queue(pool, table, count)
      return measured()
    }
  const sides = { ours: behind('job', ours), limit: behind('bare_job', bare) }
  const measured = await interleaved(sides, rounds)
  await sameDone(pool, count * (rounds + warmingUp))
  return lineOf('flow', measured, {
    unit: 'CPU ms of server and database per run of five nodes, and per bare job with the same two writes',
    reach: { of: 'limit/ours', bound: 0.3 },
    judged: 'total',
  })
}

/** Both sides have written what they should, each once. */
async function sameDone(pool: Pool, each: number): Promise<void> {
  const { rows } = await pool.query<{ papers: number; slips: number; runs: number }>(
    `select (select count(*)::int from ${schema}.r_paper where state = 'done') as papers,
      (select count(*)::int from ${schema}.r_slip) as slips,
      (select count(*)::int from ${schema}.flow_instance where flow = 'five' and status = 'approved') as runs`,
  )
  const [found] = rows
  if (found?.papers !== 2 * each || found.slips !== 2 * each || found.runs !== each)
    throw new Error(`${JSON.stringify(found)} of ${each} each`)
}
