import { readDoor, reportFile, runFile, systemActor } from '@mortise/runtime'
import type { Model, RoleDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { createTestDatabase, openTestClient, type TestClient, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepareDatabase, serverOn, type TestServer } from '../../apps/server/src/testing/server.ts'
import { installParts } from '../../packages/runtime/src/testing/stage.ts'
import { furtherReports } from './totals/further.ts'
import { becomes, sendOnce } from './totals/delivered.ts'
import { actorOf, playRoleSet } from './totals/play.ts'
import { type RoleSet, roleSet } from './totals/role-sets.ts'
import { hideTheRest, type Opened, standing, thinned } from './totals/shadow.ts'

/** How many sets of roles; each asks everything twice. */
const count = Number(process.env['MORTISE_ROLE_SETS'] ?? 2)
const seed = Number(process.env['MORTISE_SEED'] ?? Date.now() % 1_000_000)
/**
 * Roles that give a field on some rows only: the past of a stage and where a link leads were told on the others, and what
 * was required counted as never empty there.
 */
const remarkable = [65, 206, 4111]
/** A usual run looks at part of the records and reports. */
const few = count < 4
const now = Date.now()

let server: TestServer
let hand: TestClient
let sets: readonly RoleSet[]
let all: Opened

beforeAll(async () => {
  const database = await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) })
  server = await serverOn(database, { clock: () => now })
  hand = await openTestClient(database.url)
  const { model } = await server.workspace.published()
  const drawn = Array.from({ length: count }, (_, at) => seed + at)
  const known = count < 4 ? remarkable.slice(seed % remarkable.length).slice(0, 1) : remarkable
  const seeds = [...known, ...drawn].slice(0, Math.max(1, count))
  sets = seeds.map((one) => roleSet(model, one))
  await installParts(server.workspace, {
    role: [
      ...sets.flatMap((one) => one.roles),
      reader(model, 'takes_accounts', ['account']),
      reader(model, 'takes_accounts_and_deals', ['account', 'opportunity']),
    ],
    report: furtherReports,
  })
  const { door } = await readDoor(server.workspace, systemActor('test'))
  const whole = await standing(door, model)
  all = thinned(whole, few ? 8 : 3)
  await hideTheRest(hand, model, { all: whole, opened: all })
})
afterAll(async () => {
  await hand?.end()
  await server?.close()
})

/** Somebody who sees everything and may take out what is named. */
const reader = (model: Model, key: string, out: readonly string[]): RoleDocument => ({
  key,
  label: key,
  entities: Object.fromEntries(
    model.entities
      .filter((one) => one.document.kind !== 'child')
      .map((one) => [one.key, { read: true, export: out.includes(one.key) }]),
  ),
  reports: 'all',
  dashboards: 'all',
})

it('gives nobody a file of records that he may read and not take out, nor one of before that he may not any more', async () => {
  const all = await actorOf(server.workspace, { person: 0, roles: ['takes_accounts_and_deals'] })
  const report = (key: string) => ({ targetKind: 'report', target: key, filters: {}, format: 'csv' }) as const
  const fileOf = (actor: Actor, key: string) => reportFile(server.workspace, actor, report(key))
  const accounts = await actorOf(server.workspace, { person: 0, roles: ['takes_accounts'] })
  // Rows that a report joins to its records are taken out with them; what it only asks for is not.
  await expect(fileOf(accounts, 'related_amounts')).rejects.toMatchObject({ code: 'EXPORT_REFUSED' })
  expect((await fileOf(all, 'related_amounts')).bytes.length).toBeGreaterThan(0)
  expect((await fileOf(accounts, 'without_deals')).bytes.length).toBeGreaterThan(0)
  const person = await becomes(server.workspace, all)
  const sent = await sendOnce(person, {
    kind: 'delivery',
    targetKind: 'report',
    target: 'related_amounts',
    settings: { format: 'csv', mail: false },
  })
  expect((await runFile(server.workspace, all, sent.run.id)).name).toContain('.csv')
  await expect(runFile(server.workspace, accounts, sent.run.id)).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  })
})

it(`tells a person of ${count} random sets of roles what the records add up to that he can open`, async () => {
  const differences: string[] = []
  let [same, refused] = [0, 0]
  for (const set of sets) {
    const played = await playRoleSet({ workspace: server.workspace, hand, all, every: few ? 3 : 1 }, set)
    if (process.env['MORTISE_ROLE_SETS'] !== undefined)
      process.stdout.write(`${JSON.stringify({ ...played, differences: played.differences.length })}\n`)
    for (const one of played.differences) process.stdout.write(`${one.slice(0, 2_000)}\n`)
    differences.push(...played.differences)
    same += played.same
    refused += played.refused
  }
  expect(differences.slice(0, 5), `${differences.length} differences`).toEqual([])
  // Questions that are all refused would prove nothing.
  expect(same).toBeGreaterThan(refused)
}, 3_600_000)
