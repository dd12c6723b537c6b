import { tmpdir } from 'node:os'
import type { FlowInstance } from '@mortise/flows'
import { hashPassword, installApp, type Workspace } from '@mortise/runtime'
import {
  type ApprovalSettings,
  type AssigneeSource,
  documentKinds,
  type FlowDocument,
  type FlowEdgeDocument,
} from '@mortise/schema'
import { prepareStore } from '../start/first-start.ts'
import { type Answered, type Caller, password, runtimeOn, type TestServer } from './server.ts'

/** Who works in the office under test, with manager and roles. `root` administers; `out` may read no record. */
const staff = [
  ['root', null, ['admin']],
  ['bob', null, ['member', 'boss']],
  ['mia', 'bob', ['member']],
  ['sam', 'mia', ['member']],
  ['ann', 'bob', ['member', 'legal']],
  ['cat', 'bob', ['member', 'legal']],
  ['dan', 'bob', ['member', 'legal']],
  ['eve', 'bob', ['member']],
  ['fay', 'bob', ['member']],
  ['gus', 'bob', ['member']],
  ['out', 'bob', ['outside']],
] as const

/** A person of the office. */
export type Name = (typeof staff)[number][0]

type Node = { readonly type: string; readonly [setting: string]: unknown }

/** An approval by people, or by any sources. */
export function by(who: readonly (Name | AssigneeSource)[], more: Partial<ApprovalSettings> = {}): Node {
  const assignees = who.map(
    (one): AssigneeSource => (typeof one === 'string' ? { type: 'user', user: one } : one),
  )
  return { type: 'user_task', approval: { mode: 'one', assignees, ...more } }
}

/** A flow on `deal` of nodes one after the other; `extra` nodes and edges make branches. */
export function line(
  key: string,
  nodes: { readonly [id: string]: Node },
  more: Partial<FlowDocument> & { readonly branches?: readonly FlowEdgeDocument[] } = {},
): FlowDocument {
  const { branches, ...rest } = more
  const all = { s: { type: 'start_event' }, ...nodes, e: { type: 'end_event' } }
  const ids = Object.keys(all)
  const edges =
    branches ?? ids.slice(1).map((target, at) => ({ id: `x${at}`, source: ids[at] ?? '', target }))
  return {
    id: `fl_${key}`,
    key,
    label: { zh: `流程 ${key}`, en: key },
    entity: 'deal',
    start: { type: 'manual', single: false, recall: 'anytime' },
    nodes: Object.entries(all).map(([id, node]) => ({ id, name: id, ...node })),
    edges,
    ...rest,
  } as FlowDocument
}

/** An edge of a flow with branches: `edge('a', 'b')`. */
export function edge(source: string, target: string, more: Partial<FlowEdgeDocument> = {}): FlowEdgeDocument {
  return { id: `${source}_${target}`, source, target, ...more }
}

const field = (key: string, type: string, settings: object = {}) => ({
  id: `f_${key}`,
  key,
  label: { zh: key, en: key },
  type,
  settings,
})

const deal = {
  id: 'e1',
  key: 'deal',
  label: { zh: '合同', en: 'Deal' },
  title: 'name',
  fields: [
    field('name', 'text'),
    field('amount', 'decimal'),
    field('state', 'text'),
    field('secret', 'text'),
    field('keeper', 'user'),
    field('lines', 'subtable', { target: 'deal_line', parentField: 'deal' }),
  ],
}
const row = {
  id: 'e2',
  key: 'deal_line',
  label: { zh: '明细', en: 'Line' },
  title: 'item',
  fields: [
    field('deal', 'link', { target: 'deal' }),
    field('item', 'text'),
    field('qty', 'decimal'),
    field('cost', 'decimal'),
  ],
}
const all = { create: true, read: true, update: true, print: true, export: true }
const roles = [
  { id: 'r0', key: 'admin', label: 'admin', admin: true },
  { id: 'r1', key: 'member', label: 'member', entities: { deal: all, deal_line: all } },
  { id: 'r2', key: 'boss', label: 'boss' },
  { id: 'r3', key: 'legal', label: 'legal' },
  { id: 'r4', key: 'outside', label: 'outside' },
  { id: 'r5', key: 'ghost', label: 'ghost' },
  { id: 'r6', key: 'robot', label: 'robot', service: true, entities: { deal: all, deal_line: all } },
]

const sheet = {
  id: 'p1',
  key: 'sheet',
  label: 'sheet',
  entity: 'deal',
  page: { size: 'A4', orientation: 'portrait', margins: [40, 40, 40, 40] },
  fileName: 'sheet',
  header: [],
  footer: [],
  body: [{ type: 'text', value: 'amount {{amount}} end' }, { type: 'approval_trail' }],
}

/** Installs the office's documents, or what takes their place. */
export async function installOffice(workspace: Workspace, flows: readonly FlowDocument[]): Promise<void> {
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...none,
    app: { key: 'office', label: 'office', version: '1.0.0' },
    entity: [deal, row],
    role: roles,
    flow: flows,
    print: [sheet],
    calendar: [
      {
        id: 'c1',
        key: 'cn',
        label: 'cn',
        timeZone: 'Asia/Shanghai',
        week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '18:00']]])),
        exceptions: [{ date: '2026-02-14', kind: 'work', intervals: [['09:00', '18:00']] }],
      },
    ],
  } as unknown as Parameters<typeof installApp>[1]['app']
  await installApp(workspace, { app, demo: false, password }).catch((error: unknown) => {
    // Without its details nobody could tell what is wrong with a test's documents.
    process.stderr.write(`${String(error)} ${JSON.stringify((error as { details?: object }).details)}\n`)
    throw error
  })
}

/** Fills an empty database: the office, its people and its flows. */
export async function prepareOffice(databaseUrl: string, flows: readonly FlowDocument[]): Promise<void> {
  const runtime = runtimeOn(databaseUrl, tmpdir())
  const { store } = runtime.options
  await prepareStore(store)
  await store.createWorkspace({ key: 'main', name: 'main' }).catch(() => undefined)
  const workspace = runtime.workspace('main')
  const { people } = workspace.store
  const top = await people.createDepartment({ key: 'head', name: '总部', parentId: null, headId: null })
  const sales = await people.createDepartment({ key: 'sales', name: '销售', parentId: top.id, headId: null })
  const passwordHash = await hashPassword(password)
  const ids = new Map<string, string>()
  for (const [name, manager, own] of staff) {
    const made = await people.createUser({
      key: name,
      name,
      email: `${name}@example.com`,
      title: name === 'eve' ? '财务经理' : null,
      departmentId: name === 'sam' ? sales.id : top.id,
      managerId: manager === null ? null : (ids.get(manager) ?? null),
      roles: own,
      active: true,
      locale: 'zh',
      passwordHash,
    })
    ids.set(name, made.id)
  }
  await people.updateDepartment(sales.id, { headId: ids.get('fay') ?? null })
  await people.updateDepartment(top.id, { headId: ids.get('bob') ?? null })
  workspace.expire()
  await installOffice(workspace, flows)
  await runtime.close()
}

/** The office at work: people by name, runs and what they have to do. */
export type Office = {
  readonly server: TestServer
  readonly as: (name: Name) => Promise<Caller>
  readonly id: (name: Name) => string
  /** Hands a new record in; answers the run. */
  readonly begin: (
    flow: string,
    given?: { readonly values?: object; readonly by?: Name; readonly more?: object },
  ) => Promise<{ readonly run: string; readonly record: string }>
  /** Does something with what somebody has to do in a run. */
  readonly act: (
    run: string,
    name: Name,
    command: string,
    more?: object,
  ) => Promise<{ readonly status: number; readonly body: Answered }>
  readonly command: (
    run: string,
    name: Name,
    command: string,
    more?: object,
  ) => Promise<{ readonly status: number; readonly body: Answered }>
  /** Who can act now. */
  readonly active: (run: string) => Promise<readonly string[]>
  readonly state: (run: string) => Promise<FlowInstance>
  readonly item: (run: string, name: Name, open?: boolean) => Promise<FlowInstance['items'][number]>
}

/** Opens the office on a server. */
export async function openOffice(server: TestServer): Promise<Office> {
  const callers = new Map<string, Caller>()
  const users = await server.workspace.store.people.users()
  const id = (name: string): string => users.find((one) => one.key === name)?.id ?? ''
  const as = async (name: Name): Promise<Caller> => {
    const known = callers.get(name) ?? (await server.signIn(`${name}@example.com`))
    callers.set(name, known)
    return known
  }
  const state = async (run: string): Promise<FlowInstance> =>
    (await server.workspace.store.flows.instance(run))?.state as unknown as FlowInstance
  const item: Office['item'] = async (run, name, open = true) => {
    const { items } = await state(run)
    const found = items.findLast(
      (one) => one.assignee === id(name) && (!open || one.state === 'active' || one.state === 'waiting'),
    )
    if (found === undefined) throw new Error(`${name} has nothing to do`)
    return found
  }
  return {
    server,
    as,
    id,
    state,
    item,
    begin: async (flow, { values = {}, by: who = 'sam', more = {} } = {}) => {
      const caller = await as(who)
      const saved = await caller.post('/api/records/deal', { name: flow, amount: '5', ...values })
      if (saved.status !== 201) throw new Error(JSON.stringify(saved.body))
      const record = saved.body.data.id as string
      const begun = await caller.post(`/api/flows/${flow}/start`, { entity: 'deal', id: record, ...more })
      if (begun.status !== 201) throw new Error(JSON.stringify(begun.body))
      return { run: begun.body.data.id, record }
    },
    act: async (run, name, command, more = {}) => {
      const { id: itemId } = await item(run, name, command !== 'take-back')
      return (await as(name)).post(`/api/work-items/${itemId}/${command}`, more)
    },
    command: async (run, name, command, more = {}) =>
      (await as(name)).post(`/api/flow-instances/${run}/${command}`, more),
    active: async (run) => {
      const { items } = await state(run)
      const names = new Map(users.map((one) => [one.id, one.key]))
      return items
        .filter((one) => one.state === 'active' && one.kind !== 'read')
        .map((one) => names.get(one.assignee) ?? one.assignee)
    },
  }
}
