import type { EntityDocument, Model, RoleDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../database/ids.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import { actorOf, doorOf, modelOf, shopWorkspace } from '../testing/workspace.ts'
import type { Actor } from '../types.ts'
import { syllablesOf } from './pinyin.ts'
import { plainText } from './tokens.ts'

const text = (key: string) => ({ key, id: `f_${key}`, type: 'text', label: key })
const firm: EntityDocument = {
  id: 'e_firm',
  key: 'firm',
  label: 'firm',
  title: 'name',
  search: ['secret', 'code'],
  fields: [text('name'), text('secret'), text('code')],
}
const guest: RoleDocument = {
  key: 'guest',
  label: 'g',
  entities: { firm: { read: { scope: 'department' }, fields: { secret: 'hidden' } } },
}
/** Together with the guest's: the secret is read on one's own records only. */
const owner: RoleDocument = { key: 'owner', label: 'o', entities: { firm: { read: { scope: 'own' } } } }
/** Beyond what is fetched at once, so that words of all records are met on a walk along the list. */
const many = 4_500

type Row = {
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly code: string
  readonly mine: boolean
  readonly near: boolean
}

let db: TestDatabase
let store: Store
let workspace: WorkspaceStore
let model: Model
let rows: readonly Row[]
const [here, there] = [newId(1), newId(2)]
const [me, other] = [newId(3), newId(4)]

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const places = ['杭州', '上海', '重庆', '西安', '单县']
const brands = ['正大', '长安', '乐行', '华为', 'Acme', '银行家', '三一一']

beforeAll(async () => {
  db = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(db.url, [firm]))
  model = modelOf([firm], [guest, owner])
  for (const [at, id] of [here, there].entries())
    await workspace.people.createDepartment({ id, key: null, name: `d${at}`, parentId: null, headId: null })
  for (const [at, id] of [me, other].entries())
    await workspace.people.createUser({
      id,
      key: null,
      name: `u${at}`,
      email: `u${at}@example.com`,
      title: null,
      departmentId: here,
      managerId: null,
      roles: [],
      active: true,
      locale: 'zh',
      passwordHash: null,
    })
  rows = Array.from({ length: many }, (_, n) => ({
    id: newId(1_000_000 + n),
    name: `${pick(places, n * 7)}${pick(brands, Math.trunc(n / 5))}贸易有限公司${n % 97}`,
    secret: `${pick(brands, n * 3)}${pick(places, Math.trunc(n / 3))} ${n % 1009}`,
    code: `BX-${String(n).padStart(6, '0')}`,
    mine: n % 3 === 0,
    near: n % 4 !== 1,
  }))
  const client = new pg.Client({ connectionString: db.url })
  await client.connect()
  await client.query(
    `insert into ws_test.r_firm (id, name, secret, code, owner, department, created_at, updated_at, version)
     select id, name, secret, code, case when mine then $2::uuid else $3::uuid end, case when near then $4::uuid else $5::uuid end, now(), now(), 1
     from jsonb_to_recordset($1::jsonb) as x(id uuid, name text, secret text, code text, mine boolean, near boolean)`,
    [JSON.stringify(rows), me, other, here, there],
  )
  while (!(await workspace.transaction((tx) => tx.fillSearch(model, 5_000)))) continue
  await client.query('vacuum analyze')
  await client.end()
}, 120_000)
afterAll(async () => {
  await store?.close()
  await db?.drop()
})

/** Whether a text has a word, by looking at the whole of it. */
function has(value: string, word: string): boolean {
  const plain = plainText(value)
  if (plain.includes(word)) return true
  // One letter, and whatever is none of the alphabet, is never spoken.
  if (!/^[a-z]{2,}$/.test(word)) return false
  return (syllablesOf(plain) ?? []).some((syllables) => {
    const first = syllables.map((one) => one.charAt(0)).join('')
    return (
      first.includes(word) || syllables.some((_, from) => syllables.slice(from).join('').startsWith(word))
    )
  })
}

type Reader = {
  readonly actor: Actor
  readonly sees: (row: Row) => boolean
  readonly reads: (row: Row) => readonly string[]
}

const everything = ({ name, secret, code }: Row): readonly string[] => [name, secret, code]
const readers: readonly Reader[] = [
  { actor: actorOf(), sees: () => true, reads: everything },
  {
    actor: actorOf({ userId: me, departmentId: here, roles: ['guest'] }),
    sees: (row) => row.mine || row.near,
    reads: ({ name, code }) => [name, code],
  },
  {
    actor: actorOf({ userId: me, departmentId: here, roles: ['guest', 'owner'] }),
    sees: (row) => row.mine || row.near,
    reads: (row) => (row.mine ? everything(row) : [row.name, row.code]),
  },
]
const roles = (actor: Actor): readonly RoleDocument[] =>
  [guest, owner].filter(({ key }) => actor.roles.includes(key))

/** Pieces of what is there, as letters or spoken, in whole and in part, and words that nobody has. */
const words: fc.Arbitrary<string> = fc
  .record({
    from: fc.constantFrom(...places, ...brands, '贸易有限公司', 'BX-0012', '4242', 'bx-004'),
    next: fc.constantFrom(...brands, ...places, '贸易', ''),
    spoken: fc.constantFrom('no', 'no', 'full', 'first'),
    start: fc.nat(3),
    length: fc.integer({ min: 1, max: 14 }),
  })
  .map(({ from, next, spoken, start, length }) => {
    const whole = `${from}${next}`
    const [syllables] = syllablesOf(plainText(whole)) ?? [[]]
    const said =
      spoken === 'no' || syllables === undefined
        ? whole
        : syllables.map((one) => (spoken === 'full' ? one : one.charAt(0))).join('')
    return [...said].slice(start, start + length).join('')
  })
  .filter((one) => one.trim() !== '')

describe('quick search', () => {
  it('finds what a look at every record finds, for whoever may read it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...readers),
        fc.array(words, { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        async ({ actor, sees, reads }, asked, byName) => {
          const door = doorOf(workspace, model, { actor, roles: roles(actor) })
          const search = asked.join(' ')
          const all = plainText(search).split(' ')
          const wanted = rows.filter(
            (row) => sees(row) && all.every((word) => reads(row).some((value) => has(value, word))),
          )
          const page = await door.query({
            entity: 'firm',
            fields: ['name'],
            search,
            limit: 40,
            count: 'exact',
            sort: byName ? [{ field: 'code', dir: 'asc' }] : [],
          })
          const order = byName ? wanted : wanted.toReversed()
          expect(page.records.map(({ id }) => id)).toEqual(order.slice(0, 40).map(({ id }) => id))
          expect(page.count).toBe(wanted.length)
          const seen = await door.search(search, ['firm'], 5)
          expect(seen.map(({ id }) => id)).toEqual(
            wanted
              .toReversed()
              .slice(0, 5)
              .map(({ id }) => id),
          )
        },
      ),
      { numRuns: 120 },
    )
  }, 300_000)
})
