import { fillLeads } from '../kit/fill.ts'
import { newLead } from '../kit/leads.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'

/** One new record of 20 fields with history, audit, duplicate check and a before-save rule. */
export const measurement: Measurement = {
  name: 'create',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'create',
      (pool) => fillLeads(pool, rows),
      async ({ ours, limit, side }) => {
        const count = Math.ceil(600 * effort)
        let made = 0
        const next = (path: string) => () => {
          made += 1
          return { method: 'POST' as const, path, body: newLead(made) }
        }
        const measured = await interleaved(
          {
            ours: side('ours', count, () => ours.load(count, next('/api/records/lead'))),
            limit: side('limit', 4 * count, () => limit.load(4 * count, next('/lead'))),
          },
          rounds,
        )
        return lineOf('create', measured, {
          unit: 'CPU ms of the server per record of 20 fields',
          reach: { of: 'ours/limit', bound: 3 },
          judged: 'server',
          more: { rows },
        })
      },
    ),
}
