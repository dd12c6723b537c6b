import { fillLeads } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { newLead } from '../kit/leads.ts'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { interleaved, lineOf, median, perThousand } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Cost, Measurement } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'

const atOnce = 1_000

const isSearch = `kind = 'search_fill' and failed_at is null`

/** What quick search learns behind the requests waits until it is asked for, so that the two can be told apart. */
async function holdSearch(pool: Pool): Promise<void> {
  await pool.query(`create function ${schema}.bench_hold() returns trigger language plpgsql as
    'begin new.due_at := now() + interval ''1 day''; return new; end'`)
  await pool.query(`create trigger bench_hold before insert on ${schema}.job for each row
    when (new.kind = 'search_fill') execute function ${schema}.bench_hold()`)
}

/** Lets quick search learn all that was made, and waits for it. */
async function untilFound(pool: Pool): Promise<void> {
  for (;;) {
    await pool.query(
      `update ${schema}.job set due_at = now() where ${isSearch} and lease is null and due_at > now() + interval '1 hour'`,
    )
    const { rows } = await pool.query(`select 1 from ${schema}.job where ${isSearch}`)
    if (rows.length === 0) return
    await delay(100)
  }
}

/** A thousand leads a request with history, audit and duplicates, beside one INSERT … SELECT unnest of them. */
export const measurement: Measurement = {
  name: 'bulk-create',
  run: ({ rows, rounds, effort }) =>
    onStage(
      'bulk-create',
      (pool) => fillLeads(pool, rows),
      async ({ ours, limit, side, pool }) => {
        await holdSearch(pool)
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
        const mine = perThousand(side('ours', lines, () => make(ours, '/api/records/lead')))
        const found = perThousand(side('ours', lines, () => untilFound(pool)))
        const behind: Cost[] = []
        const measured = await interleaved(
          {
            ours: async () => {
              const cost = await mine()
              behind.push(await found())
              return cost
            },
            limit: perThousand(side('limit', lines, () => make(limit, '/leads'))),
          },
          rounds,
        )
        const ofSearch = behind.slice(-rounds).map(({ server, database }) => server + database)
        return lineOf('bulk-create', measured, {
          unit: 'CPU ms of server and database per request of 1,000 records with 20 fields',
          reach: { of: 'limit/ours', bound: 0.5 },
          judged: 'total',
          // CPU ms for the same thousand, spent after they were answered.
          more: { rows, requests, searchBehind: Math.round(median(ofSearch)) },
        })
      },
    ),
}
