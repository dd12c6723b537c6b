import { fillLeads } from '../kit/fill.ts'
import { ownLeads } from '../kit/leads.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'

/** One record by id, with row and field rights. */
export const measurement: Measurement = {
  name: 'get',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'get',
      (pool) => fillLeads(pool, rows),
      async ({ pool, ours, limit, side }) => {
        const ids = await ownLeads(pool, 2000)
        const count = Math.ceil(2000 * effort)
        const idOf = (index: number): string => ids[(index * 7) % ids.length] ?? ''
        const measured = await interleaved(
          {
            ours: side('ours', count, () =>
              ours.load(count, (index) => ({ method: 'GET', path: `/api/records/lead/${idOf(index)}` })),
            ),
            limit: side('limit', 3 * count, () =>
              limit.load(3 * count, (index) => ({ method: 'GET', path: `/lead/${idOf(index)}` })),
            ),
          },
          rounds,
        )
        return lineOf('get', measured, {
          unit: 'CPU ms of the server per record',
          reach: { of: 'ours/limit', bound: 2 },
          judged: 'server',
          more: { rows },
        })
      },
    ),
}
