import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import type { DocumentByKind } from '@mortise/schema'
import { openStore } from '@mortise/store'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localFiles, openOutbound, openRuntime, type Runtime } from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

/** Runs that wait at once; `MORTISE_FLOW_QUEUE=10000` for the whole trial. */
const queued = Number(process.env['MORTISE_FLOW_QUEUE'] ?? 60)
const workers = 4
const folder = mkdtempSync(join(tmpdir(), 'mortise-queued-'))
/** Keys of the calls that came, by what they were about. */
const came = new Map<string, string[]>()
const outside = createServer((request, reply) => {
  let text = ''
  request.on('data', (part: Buffer) => (text += part.toString('utf8')))
  request.on('end', () => {
    const { name } = JSON.parse(text) as { readonly name: string }
    came.set(name, [...(came.get(name) ?? []), String(request.headers['idempotency-key'])])
    reply.end('{}')
  })
})

let now = Date.parse('2030-05-05T00:00:00.000Z')
let database: TestDatabase
let stage: TestStage
let pool: Pool
let others: readonly Runtime[] = []

const field = (key: string, type = 'text'): object => ({ id: `f_${key}`, key, label: key, type })
const entity = (key: string, ...fields: readonly object[]): object => ({
  id: `e_${key}`,
  key,
  label: key,
  title: 'name',
  fields: [field('name'), ...fields],
})

/** Every year the clock starts it on each paper: a field is set, a slip is made, somebody outside is told. */
const flow = (url: string): object => ({
  id: 'fl_yearly',
  key: 'yearly',
  label: 'yearly',
  entity: 'paper',
  runAs: { type: 'role', role: 'clerk' },
  start: { type: 'schedule', schedule: { every: 'year', months: [6], days: [1], at: '08:00' } },
  nodes: [
    { id: 's', type: 'start_event', name: 's' },
    { id: 'if', type: 'exclusive_gateway', name: 'if', default: 'x6' },
    {
      id: 'set',
      type: 'service_task',
      name: 'set',
      action: { type: 'update_record', record: '$record', entity: 'paper', set: { state: 'done' } },
    },
    {
      id: 'make',
      type: 'service_task',
      name: 'make',
      action: { type: 'create_record', entity: 'slip', values: { name: '{{name}}' } },
    },
    {
      id: 'tell',
      type: 'service_task',
      name: 'tell',
      action: { type: 'call_webhook', url, body: { name: { var: 'name' } } },
    },
    { id: 'e', type: 'end_event', name: 'e' },
  ],
  edges: [
    { id: 'x1', source: 's', target: 'if' },
    {
      id: 'x2',
      source: 'if',
      target: 'set',
      priority: 1,
      condition: { '>': [{ var: 'record.amount' }, 10] },
    },
    { id: 'x3', source: 'set', target: 'make' },
    { id: 'x4', source: 'make', target: 'tell' },
    { id: 'x5', source: 'tell', target: 'e' },
    { id: 'x6', source: 'if', target: 'e' },
  ],
})

beforeAll(async () => {
  const listening = new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  database = await createTestDatabase()
  stage = await openTestStage(database, () => now, ['127.0.0.1'])
  await listening
  const address = outside.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await installParts(stage.workspace, {
    entity: [
      entity('paper', field('amount', 'integer'), field('state')),
      entity('slip'),
    ] as DocumentByKind['entity'][],
    role: [
      {
        id: 'r_clerk',
        key: 'clerk',
        label: 'clerk',
        service: true,
        entities: { paper: { read: true, update: true }, slip: { read: true, create: true } },
      },
    ],
    flow: [flow(`http://127.0.0.1:${port}/`)] as DocumentByKind['flow'][],
  })
  pool = new Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => undefined)
  await pool.query(
    `insert into ws_main.r_paper (id, name, amount, created_at, updated_at, version)
     select uuidv7(), 'paper ' || n, case when n % 10 = 0 then 5 else 50 end, now(), now(), 1 from generate_series(1, $1::int) n`,
    [queued],
  )
  const log = { info: () => undefined, error: () => undefined }
  others = Array.from({ length: workers }, () =>
    openRuntime({
      store: openStore({ url: database.url, fields: builtinKit.fields }),
      kit: builtinKit,
      files: localFiles(folder),
      outbound: openOutbound({ allow: ['127.0.0.1'] }),
      clock: () => now,
      url: 'http://localhost',
      log,
    }),
  )
}, 120_000)

afterAll(async () => {
  await pool.end()
  await Promise.all(others.map((one) => one.close()))
  await stage.close()
  outside.closeAllConnections()
  outside.close()
  rmSync(folder, { recursive: true, force: true })
})

it(
  `${workers} processes drain ${queued} runs that came due at once: each is carried out once, whole`,
  async () => {
    const first = stage.runtime.startWorker('main', { pollMs: 3_600_000 })
    await first.drain()
    await first.stop()
    now = Date.parse('2030-06-02T00:00:00.000Z')
    const began = performance.now()
    const started = others.map((one) => one.startWorker('main', { pollMs: 50, batch: 25 }))
    const left = async (): Promise<number> =>
      (
        await pool.query<{ n: number }>(`select count(*)::int as n from ws_main.job where due_at <= $1`, [
          new Date(now),
        ])
      ).rows[0]?.n ?? 0
    /** A call that did not get through at once is made again later: that is what time has to come to. */
    const later = async (): Promise<boolean> => {
      const { rows: calls } = await pool.query<{ at: string }>(
        `select due_at::text as at from ws_main.job where kind = 'call_out' and failed_at is null and lease is null order by due_at limit 1`,
      )
      if (calls[0] !== undefined) now = Math.max(now, Date.parse(calls[0].at))
      return calls[0] !== undefined
    }
    // The first looks make the jobs; calls outside come from runs behind them.
    while (
      (await Promise.all(started.map((worker) => worker.drain()))).some((done) => done > 0) ||
      (await left()) > 0 ||
      (await later())
    );
    await Promise.all(started.map((worker) => worker.stop()))
    const seconds = Math.round((performance.now() - began) / 1000)
    const { rows } = await pool.query(
      `select count(*)::int as papers,
         count(*) filter (where p.state is not distinct from case when p.amount > 10 then 'done' end
           and p.version = case when p.amount > 10 then 2 else 1 end)::int as set,
         count(*) filter (where coalesce(l.n, 0) = case when p.amount > 10 then 1 else 0 end)::int as made,
         count(*) filter (where i.ended = '{approved}')::int as ended
       from ws_main.r_paper p
         left join (select name, count(*) as n from ws_main.r_slip group by name) l on l.name = p.name
         left join (select record_id, array_agg(status) as ended from ws_main.flow_instance group by record_id) i
           on i.record_id = p.id`,
    )
    expect(rows).toEqual([{ papers: queued, set: queued, made: queued, ended: queued }])
    expect(came.size).toBe(queued - Math.floor(queued / 10))
    // One that was told twice was told with the same key.
    expect([...came].filter(([, keys]) => new Set(keys).size !== 1)).toEqual([])
    const { rows: failed } = await pool.query(
      `select kind, last_error from ws_main.job where failed_at is not null`,
    )
    expect(failed).toEqual([])
    console.log(
      JSON.stringify({
        workers,
        queued,
        seconds,
        twice: [...came.values()].filter((keys) => keys.length > 1).length,
      }),
    )
  },
  60_000 + queued * 200,
)
