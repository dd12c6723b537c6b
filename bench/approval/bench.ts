import type { Pool } from 'pg'
import { addEnquiries } from '../kit/enquiries.ts'
import { newLead } from '../kit/leads.ts'
import { interleaved, lineOf, median, warmingUp } from '../kit/rounds.ts'
import { onStage, type Stage } from '../kit/stage.ts'
import type { Cost, Line, Measurement, Settings } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'

/** CPU of the server that one decision may take, in milliseconds. */
const allowed = 2.5

/** One task of a run is approved: the run goes on, sets a field of its record and ends. */
export const measurement: Measurement = {
  name: 'approval',
  run: (settings) =>
    onStage(
      'approval',
      async (pool, url) => addEnquiries(url, pool),
      async (stage) => measure(stage, settings),
      { env: { MORTISE_WORKER: '0' } },
    ),
}

/** Those of the flow that is measured: the demo has open ones too. */
const openTasks = async (pool: Pool): Promise<readonly string[]> =>
  (
    await pool.query<{ id: string }>(
      `select t.id from ${schema}.flow_item t join ${schema}.flow_instance r on r.id = t.instance_id
       where t.state = 'active' and t.kind = 'task' and r.entity = 'nod' order by t.created_at`,
    )
  ).rows.map(({ id }) => id)

async function measure({ pool, ours, limit, side }: Stage, { rounds, effort }: Settings): Promise<Line> {
  const count = Math.ceil(300 * effort)
  // The rounds that warm up decide as well.
  const all = count * (rounds + warmingUp + 3)
  let made = 0
  await ours.load(all, () => ({ method: 'POST', path: '/api/records/nod', body: newLead((made += 1)) }))
  const tasks = await openTasks(pool)
  if (tasks.length < all) throw new Error(`${tasks.length} tasks of ${all} lie open`)
  let at = 0
  let bare = 0
  const sides = {
    ours: side('ours', count, () =>
      ours.load(count, () => {
        at += 1
        const id = tasks[at - 1]
        return { method: 'POST', path: `/api/work-items/${id}/approve`, body: { commandId: `b${at}` } }
      }),
    ),
    limit: side('limit', 4 * count, () =>
      limit.load(4 * count, () => ({ method: 'POST', path: `/nod/${tasks[((bare += 1)) % tasks.length]}` })),
    ),
  }
  const measured = await interleaved(sides, rounds)
  const promised: Cost = { server: allowed, database: 0, wall: allowed }
  return lineOf(
    'approval',
    measured.map((round) => ({ ours: round.ours, limit: promised })),
    {
      unit: 'CPU ms of the server per approved task; the limit is what it may take',
      reach: { of: 'ours/limit', bound: 1 },
      judged: 'server',
      more: { bareSql: median(measured.map((round) => round.limit.server)) },
    },
  )
}
