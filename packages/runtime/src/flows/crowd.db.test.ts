import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMortiseError } from '@mortise/errors'
import { builtinKit } from '@mortise/kit'
import type { DocumentByKind, FlowDocument } from '@mortise/schema'
import { type Actor, openStore } from '@mortise/store'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  commandItem,
  localFiles,
  migrateRuns,
  openOutbound,
  openRuntime,
  rootCause,
  type Runtime,
  saveRecord,
  startFlow,
  systemActor,
  userActor,
  type Workspace,
} from '../index.ts'
import { installParts, openTestStage, type TestStage } from '../testing/stage.ts'

/** Runs at a time; `MORTISE_FLOW_CROWD=1000` for the whole trial. */
const crowd = Number(process.env['MORTISE_FLOW_CROWD'] ?? 24)
const workers = 8
const folder = mkdtempSync(join(tmpdir(), 'mortise-crowd-'))
const bosses = ['ann', 'bob', 'cy', 'di'] as const

let database: TestDatabase
let stage: TestStage
let workspace: Workspace
let pool: Pool
let others: readonly Runtime[] = []
const ids = new Map<string, string>()

const task = (id: string, mode: string, assignees: readonly object[]): object => ({
  id,
  type: 'user_task',
  name: id,
  approval: { mode, assignees, onEmpty: { do: 'admin' }, onSelf: 'self' },
})

/** Everybody named has to agree, then one of the role; what is rejected ends. */
function agreeing(second = 'b'): FlowDocument {
  const nodes = [
    { id: 's', type: 'start_event', name: 's' },
    task(
      'a',
      'all',
      bosses.slice(0, 3).map((name) => ({ type: 'user', user: ids.get(name) })),
    ),
    task(second, 'any', [{ type: 'role', role: 'boss' }]),
    {
      id: 'w',
      type: 'service_task',
      name: 'w',
      action: { type: 'update_record', record: '$record', entity: 'deal', set: { state: 'done' } },
    },
    { id: 'e', type: 'end_event', name: 'e' },
  ]
  const way = ['s', 'a', second, 'w', 'e']
  return {
    id: 'fl_agree',
    key: 'agree',
    label: 'agree',
    entity: 'deal',
    start: { type: 'manual', single: false },
    nodes,
    edges: way.slice(1).map((target, at) => ({ id: `x${at}`, source: way[at], target })),
  } as unknown as FlowDocument
}

const text = (key: string): object => ({ id: `f_${key}`, key, label: key, type: 'text' })

const install = (flow: FlowDocument): Promise<void> =>
  installParts(workspace, {
    entity: [
      { id: 'e1', key: 'deal', label: 'deal', title: 'name', fields: [text('name'), text('state')] },
    ] as unknown as DocumentByKind['entity'][],
    role: [
      { id: 'r0', key: 'admin', label: 'admin', admin: true },
      { id: 'r1', key: 'boss', label: 'boss', entities: { deal: { read: true, update: true } } },
    ],
    flow: [flow],
  })

async function actorOf(at: Workspace, userId: string): Promise<Actor> {
  const [people, { roleFacts }] = [await at.people(), await at.published()]
  const user = people.users.find(({ id }) => id === userId)
  if (user === undefined) throw new Error(`nobody is ${userId}`)
  return userActor(user, people, roleFacts, { via: 'ui' })
}

async function rows<T>(sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return (await pool.query(sql, [...values])).rows as T[]
}

/** Starts runs on records of their own. */
async function begin(count: number, name: string): Promise<readonly string[]> {
  const root = await actorOf(workspace, ids.get('root') ?? '')
  const made: string[] = []
  for (let at = 0; at < count; at += 1)
    made.push(
      await workspace.unit(async (unit) => {
        const request = { op: 'create', entity: 'deal', values: { name: `${name} ${at}` } } as const
        const { record } = await saveRecord(unit, systemActor('test'), {
          request,
          cause: rootCause(unit.newId()),
        })
        return startFlow(unit, {
          flow: 'agree',
          entity: 'deal',
          recordId: record.id,
          actor: root,
          commandId: unit.newId(),
        })
      }),
    )
  return made
}

beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openTestStage(database)
  ;({ workspace } = stage)
  const rest = {
    key: null,
    title: null,
    departmentId: null,
    managerId: null,
    active: true,
    passwordHash: null,
  }
  for (const name of ['root', ...bosses]) {
    const roles = name === 'root' ? ['admin'] : ['boss']
    const email = `${name}@example.com`
    ids.set(name, (await workspace.store.people.createUser({ ...rest, name, email, roles, locale: 'en' })).id)
  }
  workspace.expire()
  await install(agreeing())
  workspace.expire()
  pool = new Pool({ connectionString: database.url, max: workers })
  pool.on('error', () => undefined)
  const log = { info: () => undefined, error: () => undefined }
  others = Array.from({ length: workers }, () =>
    openRuntime({
      store: openStore({ url: database.url, fields: builtinKit.fields }),
      kit: builtinKit,
      files: localFiles(folder),
      outbound: openOutbound({ allow: [] }),
      clock: Date.now,
      url: 'http://localhost',
      log,
    }),
  )
}, 120_000)

afterAll(async () => {
  await pool.end()
  await Promise.all(others.map((one) => one.close()))
  await stage.close()
  rmSync(folder, { recursive: true, force: true })
})

type Tally = { accepted: number; refused: number; readonly failures: unknown[] }

/** Decides what lies open, whoever it is for, until nothing does; others do the same at the same moment. */
async function decide(at: Workspace, seed: number, tally: Tally): Promise<void> {
  let turn = seed
  for (;;) {
    // Few lie at the top for all of them: they meet at the same tasks.
    const open = await rows<{ id: string; assignee: string }>(
      `select id, assignee from ws_main.flow_item where kind = 'task' and state = 'active' order by created_at limit 12`,
    )
    if (open.length === 0) return
    turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648
    const item = open[turn % open.length]
    if (item === undefined) continue
    const command = turn % 100 < 12 ? 'reject' : 'approve'
    const actor = await actorOf(at, item.assignee)
    try {
      await at.unit((unit) => commandItem(unit, actor, { itemId: item.id, command, commandId: unit.newId() }))
      tally.accepted += 1
    } catch (error) {
      // Somebody was quicker: that is told, and nothing has happened.
      if (isMortiseError(error) && error.kind === 'user') tally.refused += 1
      else tally.failures.push(error)
    }
  }
}

type Ended = {
  readonly status: string
  readonly state: string | null
  readonly gaps: number
  readonly first: readonly string[]
  readonly second: readonly string[]
}

/** What one order of decisions could not have led to. */
function breachOf({ status, state, gaps, first, second }: Ended): string | undefined {
  const count = (list: readonly string[], one: string): number => list.filter((each) => each === one).length
  const vetoed = count(first, 'rejected')
  const decided = count(second, 'approved') + count(second, 'rejected')
  const right =
    gaps === 0 &&
    first.length === 3 &&
    (vetoed === 1
      ? status === 'rejected' && second.length === 0 && state === null
      : vetoed === 0 &&
        count(first, 'approved') === 3 &&
        second.length === bosses.length &&
        decided === 1 &&
        (count(second, 'approved') === 1
          ? status === 'approved' && state === 'done'
          : status === 'rejected' && state === null))
  return right ? undefined : JSON.stringify({ status, state, gaps, first, second })
}

describe('many at once', () => {
  it(
    `${workers} processes decide on ${crowd} runs: each ends as one order of decisions leads to`,
    async () => {
      await begin(crowd, 'crowd')
      const tally: Tally = { accepted: 0, refused: 0, failures: [] }
      await Promise.all(others.map((one, at) => decide(one.workspace('main'), at * 7_919 + 1, tally)))
      expect(tally.failures).toEqual([])
      const ended = await rows<Ended>(
        `select i.status, d.state,
           (select (max(seq) - min(seq) + 1 - count(*))::int from ws_main.flow_event_each e where e.instance_id = i.id) as gaps,
           (select json_agg(t.state) from ws_main.flow_item t where t.instance_id = i.id and t.node_id = 'a') as first,
           coalesce((select json_agg(t.state) from ws_main.flow_item t where t.instance_id = i.id and t.node_id = 'b'), '[]') as second
         from ws_main.flow_instance i join ws_main.r_deal d on d.id = i.record_id where d.name like 'crowd %'`,
      )
      expect(ended.length).toBe(crowd)
      expect(ended.map(breachOf).filter((one) => one !== undefined)).toEqual([])
      const decisions = ended.flatMap(({ first, second }) => [...first, ...second])
      expect(decisions.filter((one) => one === 'approved' || one === 'rejected').length).toBe(tally.accepted)
      const [locks] = await rows<{ n: number }>(`select count(*)::int as n from pg_locks where not granted`)
      expect(locks?.n).toBe(0)
      const { accepted, refused } = tally
      console.log(JSON.stringify({ workers, runs: crowd, accepted, refused }))
    },
    60_000 + crowd * 1_000,
  )

  it(
    `a changed flow leaves ${crowd} open runs as they are; they move all together or not at all`,
    async () => {
      const open = await begin(crowd, 'open')
      const states = (): Promise<readonly object[]> =>
        rows(
          `select id, definition_version, md5(state::text) as state from ws_main.flow_instance where id = any($1::uuid[]) order by id`,
          [open],
        )
      const before = await states()
      // The step they would come to has another name, and the one they stand at is gone.
      const without = agreeing('c')
      await install({
        ...without,
        nodes: without.nodes.map((node) => (node.id === 'a' ? { ...node, id: 'a2' } : node)),
        edges: without.edges.map((edge) => ({
          ...edge,
          source: edge.source === 'a' ? 'a2' : edge.source,
          target: edge.target === 'a' ? 'a2' : edge.target,
        })),
      })
      workspace.expire()
      expect(await states()).toEqual(before)
      const root = await actorOf(workspace, ids.get('root') ?? '')
      /** All in one transaction: the first that can't be moved keeps all of them. */
      const moveAll = (nodes: { readonly [from: string]: string }): Promise<number> =>
        workspace.unit(async (unit) => {
          const { moved } = await migrateRuns(unit, root, {
            flow: 'agree',
            plan: { nodes },
            dryRun: false,
            commandId: unit.newId(),
          })
          return moved
        })
      await expect(moveAll({})).rejects.toThrow('FLOW_RUNS_STUCK')
      expect(await states()).toEqual(before)
      expect(await moveAll({ a: 'a2' })).toBe(crowd)
      const after = await rows<{ versions: number; old: number; items: number }>(
        `select count(distinct definition_version)::int as versions,
           (select count(*)::int from ws_main.flow_item t where t.instance_id = any($1::uuid[]) and t.state = 'active' and t.node_id = 'a') as old,
           (select count(*)::int from ws_main.flow_item t where t.instance_id = any($1::uuid[]) and t.state = 'active' and t.node_id = 'a2') as items
         from ws_main.flow_instance where id = any($1::uuid[])`,
        [open],
      )
      expect(after).toEqual([{ versions: 1, old: 0, items: 3 * crowd }])
    },
    60_000 + crowd * 1_000,
  )
})
