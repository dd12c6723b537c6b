import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Client } from './http.ts'
import { schema } from './workspace.ts'

type State = { readonly state: string; readonly counts: { readonly create: number } }

const boundary = 'mortise-bench-boundary'

/** A file to be taken in, and the columns it has. */
export type ImportFile = {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
  readonly lines: number
  readonly columns: readonly string[]
}

function multipart({ name, type, bytes }: ImportFile): Buffer {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

/** One file through the product's own import: upload, mapping, run to the end. */
export async function importOnce(ours: Client, file: ImportFile): Promise<void> {
  const { columns, lines } = file
  const raw = { type: `multipart/form-data; boundary=${boundary}`, bytes: multipart(file) }
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
export async function clear(pool: Pool): Promise<void> {
  // Without records it has nothing to learn. It may just be at it.
  for (;;) {
    const ended = await pool.query(`truncate ${schema}.r_lead cascade`).then(
      () => true,
      (error: unknown) => {
        if ((error as { readonly code?: string }).code !== '40P01') throw error
        return false
      },
    )
    if (ended) break
  }
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
