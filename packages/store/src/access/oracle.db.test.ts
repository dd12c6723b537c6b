import { test as holds } from '@mortise/expressions'
import type { Json } from '@mortise/expressions'
import type { EntityGrant, Model, RecordValues, RoleDocument, ScopeDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, shopWorkspace } from '../testing/workspace.ts'
import type { Actor } from '../types.ts'
import { buildAccess } from './build-access.ts'

/** How many rules; each runs over all rows, in SQL and in the language. */
const seeds = Number(process.env['MORTISE_ORACLE_SEEDS'] ?? 80)
const rowCount = 80

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let rows: readonly RecordValues[]
const departments = [newId(1), newId(2), newId(3)] as const
const users = [newId(4), newId(5), newId(6)] as const
/** Shares by record: principal and level. */
const shares = new Map<string, readonly { readonly principal: string; readonly level: string }[]>()

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace, model } = await shopWorkspace(database.url))
  for (const [at, id] of departments.entries())
    await workspace.people.createDepartment({ id, key: null, name: `d${at}`, parentId: null, headId: null })
  for (const [at, id] of users.entries())
    await workspace.people.createUser({
      id,
      key: null,
      name: `u${at}`,
      email: `u${at}@example.com`,
      title: null,
      departmentId: pick(departments, at),
      managerId: null,
      roles: [],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
  const given = Array.from({ length: rowCount }, (_, i) => ({
    name: `o${i}`,
    amount: pick([null, 0, 1, 5, '5.5', 11], i * 5),
    cost: pick([null, 1, 3], i * 7),
    stage: pick(['lead', 'quote', 'won', null], i * 3),
    tags: pick([null, ['a'], ['b', 'c'], ['c']], i),
    closing: pick([null, '2026-01-01', '2026-07-01'], i * 5),
    owner: pick([...users, null], i),
    department: pick([...departments, null], i * 11),
  }))
  const made = await workspace.transaction((tx) => doorOf(tx, model).createMany('deal', given))
  rows = made.map(({ after }) => after)
  const entity = model.entity('deal')?.document.id ?? 'deal'
  for (const [at, row] of rows.entries()) {
    if (at % 4 !== 0) continue
    const principal = pick([`user:${users[0]}`, `department:${departments[1]}`, 'role:r', 'role:x'], at / 4)
    const level = at % 8 === 0 ? 'read' : 'write'
    shares.set(String(row['id']), [{ principal, level }])
    await workspace.side.putShare(entity, {
      recordId: String(row['id']),
      principal,
      level,
      createdBy: null,
      until: null,
    })
  }
})
afterAll(async () => {
  await store?.close()
  await database?.drop()
})

const name = (key: string): Json => ({ var: key })
const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc
    .record({ o: fc.constantFrom('>', '<', '>=', '<='), n: fc.integer({ min: -3, max: 12 }) })
    .map(({ o, n }): Json => ({ [o]: [name('amount'), n] })),
  fc
    .record({ o: fc.constantFrom('==', '!='), v: fc.constantFrom('lead', 'quote', 'won', null) })
    .map(({ o, v }): Json => ({ [o]: [name('stage'), v] })),
  fc.constantFrom<Json>(
    { '==': [name('owner'), { user: 'id' }] },
    { '!=': [name('owner'), { user: 'id' }] },
    { '==': [name('department'), { user: 'dept' }] },
    { in: [name('department'), { user: 'deptTree' }] },
    { in: [name('department'), { user: 'regionDepts' }] },
    { in: [name('owner'), { user: 'subordinates' }] },
    { '>': [{ '-': [name('amount'), name('cost')] }, 2] },
    { hasAny: [name('tags'), ['a', 'b']] },
    { contains: [name('name'), 'O1'] },
    { '==': [name('closing'), null] },
    { '<': [name('closing'), '2026-06-01'] },
    { in: [name('stage'), []] },
  ),
)
const condition: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Json => ({ and: all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all): Json => ({ or: all })),
    tie('tree').map((one): Json => ({ '!': [one] })),
  ),
})).tree

const scope: fc.Arbitrary<ScopeDocument> = fc.oneof(
  fc
    .constantFrom('own', 'department', 'department_below', 'region', 'shared', 'all', 'none')
    .map((one) => ({ scope: one }) as ScopeDocument),
  condition.map((one): ScopeDocument => ({ scope: 'condition', condition: one })),
)
const grant: fc.Arbitrary<EntityGrant> = fc.record({
  read: scope,
  update: scope,
  export: scope,
  fields: fc.record({
    amount: fc.constantFrom('write', 'read', 'masked', 'hidden'),
    cost: fc.constantFrom('write', 'read', 'hidden'),
  }),
})

/** People who have, or lack, a department, a region, somebody below them. */
const person: fc.Arbitrary<Actor> = fc
  .record({
    user: fc.constantFrom(...users),
    department: fc.constantFrom(...departments, null),
    tree: fc.subarray([...departments]),
    region: fc.option(fc.subarray([...departments]), { nil: undefined }),
    below: fc.subarray([...users]),
    roles: fc.subarray(['r', 'x']),
  })
  .map(({ user, department, tree, region, below, roles }) => {
    const plain = actorOf({ userId: user, departmentId: department, deptTree: tree, roles })
    const seen = { ...plain.user, subordinates: below, deptPath: department === null ? [] : [department] }
    return { ...plain, user: region === undefined ? seen : { ...seen, regionDepts: region } }
  })

/** The same rights worked out from the words of a role, row by row, without a line of what is tested. */
function reaches(
  given: ScopeDocument,
  act: 'read' | 'update' | 'export',
  at: { readonly row: RecordValues; readonly actor: Actor },
): boolean {
  const { row, actor } = at
  const { user } = actor
  const own = row['owner'] !== null && row['owner'] === user.id
  const inside = (list: readonly (string | null)[] = []): boolean =>
    row['department'] !== null && list.includes(row['department'] as string)
  const mine = [
    `user:${user.id}`,
    ...(user.deptPath ?? []).map((id) => `department:${id}`),
    ...user.roles.map((key) => `role:${key}`),
  ]
  const shared = (shares.get(String(row['id'])) ?? []).some(
    (one) => mine.includes(one.principal) && (act !== 'update' || one.level === 'write'),
  )
  const plain: { readonly [scope: string]: () => boolean } = {
    own: () => own,
    department: () => own || inside([user.dept]),
    department_below: () => own || inside(user.deptTree),
    region: () => own || inside(user.regionDepts),
    shared: () => shared,
    all: () => true,
    none: () => false,
    condition: () => given.scope === 'condition' && careful(given.condition, at, true),
  }
  const adds = given.scope !== 'none' && act !== 'export'
  return (plain[given.scope]?.() ?? false) || (adds && shared)
}

/** A condition as the language has it, but that a comparison with what the person lacks is false, however it is turned. */
function careful(
  rule: Json,
  at: { readonly row: RecordValues; readonly actor: Actor },
  wanted: boolean,
): boolean {
  const [[op, args] = ['', null]] = Object.entries(rule as { readonly [op: string]: Json })
  const list = Array.isArray(args) ? (args as readonly Json[]) : []
  const truth = (value: boolean): boolean => (wanted ? value : !value)
  if (op === 'and' || op === 'or') {
    const all = list.map((one) => careful(one, at, wanted))
    return (op === 'and') === wanted ? all.every(Boolean) : all.some(Boolean)
  }
  if (op === '!') return careful(list[0] ?? null, at, !wanted)
  const { user } = at.actor
  const named = JSON.stringify(rule).match(/"user":"(\w+)"/)?.[1]
  const value = named === undefined ? true : (user as unknown as { readonly [key: string]: Json })[named]
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return false
  return truth(
    holds(rule, { row: at.row, user, now: '2026-03-02T01:00:00.000Z' }, model.entity('deal')?.scope as never),
  )
}

const names = (list: readonly RecordValues[]): readonly Json[] =>
  list.map((row) => row['name'] ?? null).toSorted()

it(`lets SQL see what the words of ${seeds} sets of roles say, row by row`, async () => {
  await fc.assert(
    fc.asyncProperty(person, fc.array(grant, { minLength: 1, maxLength: 3 }), async (actor, grants) => {
      const roles = grants.map(
        (one, at): RoleDocument => ({ key: `g${at}`, label: 'g', entities: { deal: one } }),
      )
      const door = doorOf(workspace, model, { actor, roles })
      const reach = (act: 'read' | 'update' | 'export', row: RecordValues, one: EntityGrant): boolean =>
        reaches(one[act] as ScopeDocument, act, { row, actor })
      const any = (act: 'read' | 'update' | 'export', row: RecordValues): boolean =>
        grants.some((one) => reach(act, row, one))
      const rights = buildAccess(model, roles, actor).entity('deal')
      if (rights === undefined) {
        expect(rows.filter((row) => any('read', row) || any('update', row))).toEqual([])
        return
      }
      const shown = ['amount', 'cost'].filter(
        (key) => rights.field(key) !== 'hidden' && rights.fieldScope(key, 'masked') !== false,
      )
      const page = await door.query({ entity: 'deal', fields: ['name', ...shown], limit: 500 })
      const readable = rows.filter((row) => any('read', row))
      expect(page.records.map((one) => one.values['name'] ?? null).toSorted()).toEqual(names(readable))
      // A field shows its value only where a role that matches this row gives it.
      const byName = new Map(page.records.map((one) => [one.values['name'], one.values]))
      for (const row of readable)
        for (const key of shown) {
          const whole = grants.some(
            (one) => reach('read', row, one) && ['read', 'write'].includes(one.fields?.[key] ?? 'write'),
          )
          expect(Number(byName.get(row['name'] ?? null)?.[key] ?? NaN)).toEqual(
            whole ? Number(row[key] ?? NaN) : NaN,
          )
        }
      const exported = await door.query({ entity: 'deal', fields: ['name'], limit: 500 }, 'export')
      expect(exported.records.map((one) => one.values['name'] ?? null).toSorted()).toEqual(
        names(readable.filter((row) => any('export', row))),
      )
      const changing = await door.query({ entity: 'deal', fields: ['name'], limit: 500 }, 'update')
      expect(changing.records.map((one) => one.values['name'] ?? null).toSorted()).toEqual(
        names(readable.filter((row) => any('update', row))),
      )
    }),
    { numRuns: seeds },
  )
}, 1_800_000)
