import { fillLeads } from '../kit/fill.ts'
import type { Client } from '../kit/http.ts'
import { interleaved, lineOf, perThousand } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'
import { boss, schema } from '../kit/workspace.ts'
import { columns } from './columns.ts'

const exportPath = (format: string): string =>
  `/api/exports/lead?format=${format}&fields=${columns.join(',')}`

/** Every lead as CSV by the product's own export, rights and labels and guard, beside COPY; the memory it takes, of XLSX too. */
export const measurement: Measurement = {
  name: 'export',
  run: ({ rounds, effort }) => {
    return onStage(
      'export',
      (pool) => fillLeads(pool, Math.ceil(500_000 * effort)),
      async ({ pool, ours, limit, side, memory }) => {
        const { rows } = await pool.query<{ n: number }>(
          `select count(*)::int as n from ${schema}.r_lead where _deleted_at is null`,
        )
        const lines = rows[0]?.n ?? 0
        const watched = await memory('ours')
        const mine = side('ours', lines, () => watched.watch(() => whole(ours, exportPath('csv'), lines)))
        const bare = side('limit', lines, () => whole(limit, '/export', lines))
        const sides = { ours: perThousand(mine), limit: perThousand(bare) }
        const measured = await interleaved(sides, rounds)
        const csv = watched.over()
        await watched.watch(() => ours.download({ method: 'GET', path: exportPath('xlsx') }))
        return lineOf('export', measured, {
          unit: 'CPU ms of server and database per 1,000 lines of 20 columns',
          reach: { of: 'memory', bound: 200 },
          judged: 'total',
          memory: watched.over(),
          more: { lines, memoryOfCsv: Math.round(csv), idle: Math.round(watched.idle) },
        })
      },
      { login: boss },
    )
  },
}

/** A file with a line less than there are records would be measured too kindly. */
async function whole(client: Client, path: string, lines: number): Promise<void> {
  const { lineFeeds } = await client.download({ method: 'GET', path })
  if (lineFeeds !== lines + 1) throw new Error(`${path}: ${lineFeeds} lines for ${lines} records`)
}
