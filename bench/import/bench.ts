import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Client } from '../kit/http.ts'
import { interleaved, lineOf } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Cost, Measurement } from '../kit/types.ts'
import { schema } from '../kit/workspace.ts'
import { columns, csvOf } from './file.ts'

type State = { readonly state: string; readonly counts: { readonly create: number } }

const boundary = 'mortise-bench-boundary'

function multipart(csv: Buffer): Buffer {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="leads.csv"\r\ncontent-type: text/csv\r\n\r\n`
  return Buffer.concat([Buffer.from(head), csv, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

/** One file through the product's own import: upload, mapping, run to the end. */
async function importOnce(ours: Client, csv: Buffer, lines: number): Promise<void> {
  const raw = { type: `multipart/form-data; boundary=${boundary}`, bytes: multipart(csv) }
  const uploaded = await ours.call({ method: 'POST', path: '/api/imports?entity=lead', raw })
  const { id } = (uploaded.body as { readonly data: { readonly id: string } }).data
  const mapping = Object.fromEntries(columns.map((column) => [column, column]))
  const body = { mapping, options: { matchBy: ['external_no'], onMatch: 'skip', runRules: false } }
  await ours.call({ method: 'PUT', path: `/api/imports/${id}/mapping`, body })
  await ours.call({ method: 'POST', path: `/api/imports/${id}/start`, body: {} })
  for (;;) {
    const { data } = (await ours.call({ method: 'GET', path: `/api/imports/${id}` })).body as { data: State }
    if (data.state === 'done') {
      if (data.counts.create !== lines)
        throw new Error(`${data.counts.create} of ${lines} lines became records`)
      return
    }
    if (data.state !== 'running') throw new Error(`the import is ${data.state}`)
    await delay(100)
  }
}

/** Both sides begin with an empty table. What quick search learns behind an import must not weigh on the next round. */
async function clear(pool: Pool): Promise<void> {
  // Without records it has nothing to learn.
  await pool.query(`truncate ${schema}.r_lead cascade`)
  for (;;) {
    const { rows } = await pool.query(
      `select 1 from ${schema}.job where kind = 'search_fill' and failed_at is null and due_at <= now() + interval '1 minute'`,
    )
    if (rows.length === 0) break
    await delay(200)
  }
  await pool.query(`truncate ${schema}.search_entry`)
  await pool.query('checkpoint')
}

const perThousand = (side: () => Promise<Cost>) => async () => {
  const { server, database, wall } = await side()
  return { server: 1000 * server, database: 1000 * database, wall: 1000 * wall }
}

/** A CSV of 20 columns, typed, validated, looked through for doubles, beside COPY and the same indexes. */
export const measurement: Measurement = {
  name: 'import',
  run: ({ rounds, effort }) =>
    onStage(
      'import',
      () => Promise.resolve(),
      async ({ ours, limit, side, pool }) => {
        const lines = Math.ceil(100_000 * effort)
        const file = csvOf(1, lines)
        const mine = perThousand(side('ours', lines, () => importOnce(ours, file, lines)))
        const bare = perThousand(
          side('limit', lines, async () => {
            await limit.call({ method: 'POST', path: '/import', raw: { type: 'text/csv', bytes: file } })
          }),
        )
        const measured = await interleaved(
          {
            ours: async () => {
              await clear(pool)
              return mine()
            },
            limit: async () => {
              await clear(pool)
              return bare()
            },
          },
          rounds,
        )
        return lineOf('import', measured, {
          unit: 'CPU ms of server and database per 1,000 lines of 20 columns',
          reach: { of: 'limit/ours', bound: 0.6 },
          judged: 'total',
          more: { lines },
        })
      },
    ),
}
