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
import { type Deck, makeDeck } from './boundaries/deck.ts'
import { stories, type Story, type World } from './boundaries/stories.ts'
import { type Death, type Ground, lengthsOf, tryOnce } from './boundaries/trial.ts'
import { seeded } from './random.ts'

/** How many statements a process dies at; a full trial takes thousands. */
const points = Number(process.env['MORTISE_BOUNDARY_POINTS'] ?? 8)
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
  // Only the trial looks for titles and names; without these its own questions would take most of its time.
  await client.query(`create index on ws_main.r_order (title);
    create index on ws_main.r_order (account);
    create index on ws_main.r_log (name text_pattern_ops)`)
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

type Maker = (typeof stories)[number]

/** A story to be told again and again, with the places at which its steps die. */
type Told = {
  readonly make: Maker
  readonly name: string
  readonly steps: readonly (Deck & { name: string })[]
}

const random = seeded(seed)
const newStory = (make: Maker): Story => make(ground.world, random.between(1, 2000))

/** Tells a story once, with nobody dying, to know how many statements each of its steps takes. */
async function learn(make: Maker): Promise<Told> {
  const story = newStory(make)
  const lengths = await lengthsOf(ground, story)
  await survivor.work()
  expect(await story.breaches()).toEqual([])
  const steps = story.steps.map(({ name }, at) => ({ name, ...makeDeck(lengths[at] ?? 0, random) }))
  console.log(JSON.stringify({ story: story.name, statements: lengths }))
  return { make, name: story.name, steps }
}

describe('a process that dies at any statement', () => {
  it(
    `loses nothing and does nothing twice, at ${points} of them`,
    async () => {
      const told: Told[] = []
      for (const make of stories) told.push(await learn(make))
      const died: { [step: string]: number } = {}
      for (let [turn, dead] = [0, 0]; dead < points; turn += 1) {
        const { make, name, steps } = told[turn % told.length] as Told
        const deaths = steps.flatMap((deck, step): readonly Death[] => {
          const cut = deck.next()
          return cut === undefined ? [] : [{ step, ...cut }]
        })
        const outcome = await tryOnce(ground, newStory(make), deaths)
        expect({ seed, turn, deaths, breaches: outcome.breaches }).toMatchObject({ breaches: [] })
        dead += outcome.died.length
        for (const { step } of outcome.died) {
          const place = `${name}: ${steps[step]?.name}`
          died[place] = (died[place] ?? 0) + 1
        }
      }
      const rounds = Math.min(...told.flatMap(({ steps }) => steps.map((deck) => deck.rounds())))
      console.log(JSON.stringify({ seed, points, rounds, died }))
    },
    60_000 + points * 4_000,
  )
})
