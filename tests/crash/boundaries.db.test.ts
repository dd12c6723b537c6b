import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword, rootCause, saveRecord, systemActor } from '@mortise/runtime'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../apps/server/src/testing/server.ts'
import { installParts } from '../../packages/runtime/src/testing/stage.ts'
import { documentsFor } from './boundaries/documents.ts'
import { type Machine, startMachine, type Time } from './boundaries/machine.ts'
import { openOutside, type Outside } from './boundaries/outside.ts'
import { stories, type World } from './boundaries/stories.ts'
import { type Death, type Ground, lengthsOf, tryOnce } from './boundaries/trial.ts'
import { type Random, seeded } from './random.ts'

/** How many statements a process dies at; a full trial takes thousands. */
const points = Number(process.env['MORTISE_BOUNDARY_POINTS'] ?? 4)
const seed = Number(process.env['MORTISE_CRASH_SEED'] ?? Date.now() % 1_000_000)
const password = 'Kiefer-4711'
const email = 'admin@example.com'
const folder = mkdtempSync(join(tmpdir(), 'mortise-boundaries-'))
const time: Time = { now: Date.now() }

let database: TestDatabase
let outside: Outside
let survivor: Machine
let client: Client
let ground: Ground

async function makeWorld(): Promise<World> {
  const { workspace } = survivor
  const { store } = workspace.options
  await store.migrate()
  await store.createWorkspace({ key: 'main', name: 'main' })
  await installParts(workspace, documentsFor(outside.url))
  await workspace.store.people.createUser({
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    locale: 'en',
    name: 'root',
    email,
    roles: ['admin'],
    passwordHash: await hashPassword(password),
  })
  workspace.expire()
  const account = await workspace.unit(async (unit) => {
    const request = { op: 'create', entity: 'account', values: { name: 'house' } } as const
    const cause = rootCause(unit.newId())
    return (await saveRecord(unit, systemActor('test'), { request, cause })).record.id
  })
  const { cookie } = await signIn(await survivor.app(), email)
  return { database: client, time, outside, cookie, account }
}

beforeAll(async () => {
  ;[database, outside] = [await createTestDatabase(), await openOutside()]
  client = new Client({ connectionString: database.url })
  await client.connect()
  client.on('error', () => undefined)
  survivor = startMachine(database.url, { folder, time })
  ground = { world: await makeWorld(), databaseUrl: database.url, folder, survivor }
}, 120_000)

afterAll(async () => {
  await survivor.close()
  await client.end()
  await outside.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** A step by the number of its statements, and one of them: every statement is as likely. */
function anywhere(lengths: readonly number[], random: Random): Death {
  const side = random.next() < 0.5 ? 'before' : 'after'
  let left = random.between(
    1,
    lengths.reduce((sum, one) => sum + one, 0),
  )
  for (const [step, length] of lengths.entries()) {
    if (left <= length) return { step, at: left, side }
    left -= length
  }
  return { step: 0, at: 1, side }
}

describe('a process that dies at any statement', () => {
  it(
    `loses nothing and does nothing twice, at ${points} of them`,
    async () => {
      const random = seeded(seed)
      const died: { [step: string]: number } = {}
      const lengths = new Map<(typeof stories)[number], readonly number[]>()
      for (const make of stories) {
        const story = make(ground.world, 10)
        lengths.set(make, await lengthsOf(ground, story))
        await survivor.work()
        expect(await story.breaches()).toEqual([])
      }
      for (let point = 0; point < points; point += 1) {
        const [make, steps] = [...lengths][point % lengths.size] ?? []
        if (make === undefined || steps === undefined) continue
        const death = anywhere(steps, random)
        const story = make(ground.world, random.between(1, 2000))
        const outcome = await tryOnce(ground, story, death)
        const name = `${story.name} ${death.step}${outcome.died ? '' : ' whole'}`
        died[name] = (died[name] ?? 0) + 1
        expect({ seed, point, death, breaches: outcome.breaches }).toMatchObject({ breaches: [] })
      }
      console.log(JSON.stringify({ seed, points, lengths: [...lengths.values()], died }))
    },
    60_000 + points * 4_000,
  )
})
