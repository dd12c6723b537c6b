import { fillLeads } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { newLead } from '../kit/leads.ts'
import { interleaved, lineOf, perThousand } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'

const atOnce = 1_000

/** A thousand leads a request with history, audit and duplicates, beside one INSERT … SELECT unnest of them. */
export const measurement: Measurement = {
  name: 'bulk-create',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'bulk-create',
      (pool) => fillLeads(pool, rows),
      async ({ ours, limit, side }) => {
        const requests = Math.ceil(10 * effort)
        let next = 0
        const make = async (client: Client, path: string): Promise<void> => {
          for (let request = 0; request < requests; request += 1) {
            const body = Array.from({ length: atOnce }, (_, index) => newLead(next + index))
            next += atOnce
            await client.call({ method: 'POST', path, body })
          }
        }
        const lines = requests * atOnce
        const measured = await interleaved(
          {
            ours: perThousand(side('ours', lines, () => make(ours, '/api/records/lead'))),
            limit: perThousand(side('limit', lines, () => make(limit, '/leads'))),
          },
          rounds,
        )
        return lineOf('bulk-create', measured, {
          unit: 'CPU ms of server and database per request of 1,000 records with 20 fields',
          reach: { of: 'limit/ours', bound: 0.5 },
          judged: 'total',
          more: { rows, requests },
        })
      },
    ),
}
