import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataOf, type Person, signIn, type Tally } from './person.ts'
import { type Random, seeded } from './random.ts'
import { adminEmail, makeVictim, type Victim } from './victim.ts'

const points = Number(process.env['MORTISE_BULK_CRASH_POINTS'] ?? 1)
const lines = Number(process.env['MORTISE_BULK_CRASH_LINES'] ?? 6_000)
const seed = Number(process.env['MORTISE_CRASH_SEED'] ?? Date.now() % 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'mortise-bulk-crash-'))
const tally: Tally = { calls: 0, sentAgain: 0, acknowledged: 0 }

let victim: Victim
let admin: Person
let random: Random

type State = {
  readonly state: string
  readonly done: number
  readonly counts: { readonly create: number; readonly skip: number; readonly error: number }
}

async function inDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: await victim.databaseUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const one = (text: string): Promise<{ readonly [column: string]: unknown }> =>
  inDatabase(async (client) => (await client.query(text.replaceAll('{}', 'ws_main'))).rows[0])

/** Indexes and foreign keys of the table. */
const shape = (): Promise<{ readonly [column: string]: unknown }> =>
  one(`select (select string_agg(indexdef, ' ' order by indexname) from pg_indexes
      where schemaname = '{}' and tablename = 'r_lead') as indexes,
    (select string_agg(conname, ' ' order by conname) from pg_constraint
      where conrelid = '{}.r_lead'::regclass) as links`)

/** Every hundredth line has no name, every thousandth comes twice. */
function csv(): string {
  const rows = Array.from({ length: lines }, (_, at) => {
    const no = at % 1000 === 999 ? at - 1 : at
    return `${at % 100 === 50 ? '' : `Line ${at}`},EX-${no},Google,${at % 7}`
  })
  return ['Name,Number,Source,Visits', ...rows].join('\n')
}

/** Empties the table. Rules that look after the records of the demo may be at it: then once more. */
async function empty(): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      await inDatabase((client) => client.query('truncate ws_main.r_lead cascade'))
      return
    } catch (error) {
      if (attempt === 20 || (error as { readonly code?: string }).code !== '40P01') throw error
      await delay(200)
    }
}

async function begin(name: string): Promise<string> {
  const form = (): FormData => {
    const made = new FormData()
    made.set('file', new File([csv()], `${name}.csv`, { type: 'text/csv' }))
    return made
  }
  const uploaded = await admin.write('POST', '/api/imports?entity=lead', { key: name, form })
  const { id } = dataOf<{ readonly id: string }>(name, uploaded)
  const mapping = { Name: 'name', Number: 'external_no', Source: 'source', Visits: 'visits' }
  const body = { mapping, options: { matchBy: ['external_no'], onMatch: 'skip', runRules: false } }
  await admin.write('PUT', `/api/imports/${id}/mapping`, { key: `${name}-map`, body })
  await admin.write('POST', `/api/imports/${id}/start`, { key: `${name}-start` })
  return id
}

const stateOf = async (id: string): Promise<State> =>
  dataOf<State>(id, await admin.read(`/api/imports/${id}`))

async function until(id: string, wanted: string): Promise<State> {
  const end = performance.now() + 240_000
  for (;;) {
    const state = await stateOf(id)
    if (state.state === wanted) return state
    if (performance.now() > end || state.state === 'failed') throw new Error(JSON.stringify(state))
    await delay(200)
  }
}

/** Kills the server while the import moves, so many times or until it is done. */
async function killWhileRunning(id: string, most: number): Promise<number> {
  let kills = 0
  for (let at = (await stateOf(id)).done; kills < most; ) {
    // Whoever was killed held the job for some seconds: the next kill has to meet work, not waiting.
    for (;;) {
      const now = await stateOf(id)
      if (now.state !== 'running') return kills
      if (now.done !== at || now.done === 0) break
      await delay(50)
    }
    await delay(random.between(0, 1_500))
    at = (await stateOf(id)).done
    await victim.kill({ database: random.next() < 0.2 })
    kills += 1
    await victim.start()
  }
  return kills
}

beforeAll(async () => {
  await chmod(folder, 0o711)
  random = seeded(seed)
  victim = await makeVictim(folder)
  await victim.start()
  admin = await signIn(victim.url, adminEmail, tally)
}, 180_000)

afterAll(async () => {
  await victim.end()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe('a bulk import that is killed with -9', () => {
  it(
    `loses no line, doubles none and leaves the table whole, at ${points} moments`,
    async () => {
      try {
        const was = await shape()
        let kills = 0
        for (let round = 0; kills < points; round += 1) {
          // An empty table is filled without its indexes; the next round meets what is there, and skips it.
          await empty()
          const id = await begin(`bulk-${round}`)
          kills += await killWhileRunning(id, Math.min(points - kills, 5))
          const done = await until(id, 'done')
          const twins = Math.floor(lines / 1000)
          const bad = Math.floor((lines + 49) / 100)
          expect(done.counts).toMatchObject({ create: lines - twins - bad, skip: twins, error: bad })
          expect(
            await one(`select count(*)::int as records, count(distinct name)::int as names,
              count(distinct external_no)::int as numbers, count(distinct no)::int as given from {}.r_lead`),
          ).toEqual({
            records: lines - twins - bad,
            names: lines - twins - bad,
            numbers: lines - twins - bad,
            given: lines - twins - bad,
          })
          expect(await shape()).toEqual(was)
          expect(await one('select count(*)::int as lifted from {}.bulk_index')).toEqual({ lifted: 0 })
          expect(await one('select count(*)::int as aside from {}.import_aside')).toEqual({ aside: 0 })
        }
        const last = (await admin.read('/api/imports')).body['data'] as readonly { readonly id: string }[]
        const id = last[0]?.id ?? ''
        await admin.write('POST', `/api/imports/${id}/revert`, { key: 'revert' })
        await delay(random.between(50, 1_000))
        await victim.kill({ database: false })
        await victim.start()
        await until(id, 'reverted')
        expect(await one(`select count(*)::int as live from {}.r_lead where _deleted_at is null`)).toEqual({
          live: 0,
        })
        console.log(JSON.stringify({ seed, kills, lines, ...tally }))
      } catch (error) {
        console.error(`MORTISE_CRASH_SEED=${seed} MORTISE_BULK_CRASH_POINTS=${points}`)
        console.error(readFileSync(join(folder, 'server.log'), 'utf8').slice(-6000))
        throw error
      }
    },
    300_000 + points * 90_000,
  )
})
