import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from './invariants.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { dataOf, signIn, type Tally } from './person.ts'
import { type Random, seeded } from './random.ts'
import { beginShift, until } from './round.ts'
import { stories } from './stories/index.ts'
import type { World } from './stories/types.ts'
import { adminEmail, makeVictim, type Victim } from './victim.ts'

const points = Number(process.env['MORTISE_CRASH_POINTS'] ?? 4)
const seed = Number(process.env['MORTISE_CRASH_SEED'] ?? Date.now() % 1_000_000)
const lanes = 4
const folder = mkdtempSync(join(tmpdir(), 'mortise-crash-'))
const tally: Tally = { calls: 0, sentAgain: 0, acknowledged: 0 }
const killed = { server: 0, database: 0 }

let victim: Victim
let world: World
let ledger: Ledger
let random: Random

async function firstId(from: Pick<World, 'admin'>, entity: string): Promise<string> {
  const found = dataOf<readonly { readonly id: string }[]>(
    entity,
    await from.admin.read(`/api/records/${entity}?limit=1`),
  )
  return found[0]?.id ?? ''
}

/** A product that may be sold at any price. */
const anyPrice = { key: 'crash-product', body: { name: '网关', list_price: '100.00' } }

beforeAll(async () => {
  // The database may run as another account, which must be able to pass.
  await chmod(folder, 0o711)
  random = seeded(seed)
  ledger = openLedger(join(folder, 'ledger.jsonl'))
  victim = await makeVictim(folder)
  await victim.start()
  const person = (email: string) => signIn(victim.url, email, tally)
  const admin = await person(adminEmail)
  let last = 0
  world = {
    random,
    ledger,
    next: () => (last += 1),
    admin,
    seller: await person('wu@example.com'),
    director: await person('chen@example.com'),
    finance: await person('qian@example.com'),
    account: await firstId({ admin }, 'account'),
    product: dataOf<{ readonly id: string }>(
      'product',
      await admin.write('POST', '/api/records/product', anyPrice),
    ).id,
    importing: { now: false },
  }
}, 180_000)

afterAll(async () => {
  await victim.end()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

async function inDatabase<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: await victim.databaseUrl() })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** An import may be on its way through many crashes; everything else has to be done at once. */
async function noJobsLeft(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ left: string }>(
    `select count(*) as left from ws_main.job
     where failed_at is null and kind <> 'import' and (lease is not null or due_at <= now())`,
  )
  return rows[0]?.left === '0'
}

async function importsAreDone(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ left: string }>(
    `select count(*) as left from ws_main.import where state = 'running'`,
  )
  return rows[0]?.left === '0'
}

/** All checks see one and the same moment, although an import may be writing. */
async function breaches(given: { readonly over: boolean }): Promise<readonly string[]> {
  return inDatabase(async (client) => {
    await client.query('begin isolation level repeatable read read only')
    return findBreaches(client, ledger, given)
  })
}

/** People work; at some moment everything is killed; it starts again; they finish what they had begun. */
async function crashOnce(): Promise<void> {
  const shift = beginShift(world, stories, lanes)
  const database = random.next() < 0.3
  await delay(random.between(30, 1200))
  await victim.kill({ database })
  killed.server += 1
  if (database) killed.database += 1
  await victim.start()
  await shift.finish()
  await inDatabase((client) => until('jobs come to their end', () => noJobsLeft(client)))
}

describe('killed with -9 at any moment', () => {
  it(
    `loses nothing, does nothing twice and leaves nothing half done at ${points} moments`,
    async () => {
      for (let point = 1; point <= points; point += 1) {
        try {
          await crashOnce()
          expect(await breaches({ over: false })).toEqual([])
        } catch (error) {
          console.error(`MORTISE_CRASH_SEED=${seed} MORTISE_CRASH_POINTS=${points}, at kill point ${point}`)
          console.error(readFileSync(join(folder, 'server.log'), 'utf8').slice(-6000))
          throw error
        }
      }
      await inDatabase((client) => until('imports come to their end', () => importsAreDone(client)))
      expect(await breaches({ over: true })).toEqual([])
      const debts = {
        leads: ledger.all('lead').length,
        quotes: ledger.all('quote').length,
        imports: ledger.all('import').length,
      }
      console.log(JSON.stringify({ seed, points, killed, ...tally, ...debts, breaches: 0 }))
      expect(tally.acknowledged).toBeGreaterThan(points)
    },
    180_000 + points * 30_000,
  )
})
