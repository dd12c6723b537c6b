import { fillLeads } from '../kit/fill.ts'
import { ownLeads } from '../kit/leads.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'

/** Two fields of one record with history, audit and the rule that scores. */
export const measurement: Measurement = {
  name: 'update',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'update',
      (pool) => fillLeads(pool, rows),
      async ({ pool, ours, limit, side }) => {
        const ids = await ownLeads(pool, 2000)
        const count = Math.ceil(600 * effort)
        let turn = 0
        const next = (path: string) => () => {
          turn += 1
          const body = { title: `采购 ${turn}`, visits: turn % 3 }
          return { method: 'PATCH' as const, path: `${path}/${ids[turn % ids.length]}`, body }
        }
        const measured = await interleaved(
          {
            ours: side('ours', count, () => ours.load(count, next('/api/records/lead'))),
            limit: side('limit', 4 * count, () => limit.load(4 * count, next('/lead'))),
          },
          rounds,
        )
        return lineOf('update', measured, {
          unit: 'CPU ms of the server per update of two fields',
          reach: { of: 'ours/limit', bound: 3 },
          judged: 'server',
          more: { rows },
        })
      },
    ),
}
