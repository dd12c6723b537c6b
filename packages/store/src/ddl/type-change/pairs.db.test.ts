import { builtinFieldTypes, type FieldType } from '@mortise/fields'
import type { Json } from '@mortise/expressions'
import type { EntityDocument, FieldDocument } from '@mortise/schema'
import { createTestDatabase, type TestDatabase } from '@mortise/testkit'
import { hostileValues, settingsForAll } from '@mortise/testkit/laws'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store, WorkspaceStore } from '../../store.ts'
import { doorOf, modelOf, publish, shopWorkspace } from '../../testing/workspace.ts'

/** Records for each pair; `MORTISE_LAW_VALUES=10000` for the whole trial. */
const count = Number(process.env['MORTISE_LAW_VALUES'] ?? 60)
/** Every how many-th turn is made; 1 for every pair (a turn more or less by `-t "into the one 7 further"`). */
const stride = Number(process.env['MORTISE_LAW_STRIDE'] ?? 6)
/** Only pairs with one of these types, such as ones that are new: `MORTISE_LAW_TYPES=nps,matrix`. */
const asked = process.env['MORTISE_LAW_TYPES']?.split(',')
const minutes = 60_000
const types = builtinFieldTypes

/** The type that one becomes when it moves so many places down the list; itself where the pair was not asked for. */
function typeAfter(type: FieldType, by: number): FieldType {
  const next = types[(types.indexOf(type) + by) % types.length] ?? type
  return asked === undefined || asked.includes(type.type) || asked.includes(next.type) ? next : type
}

let database: TestDatabase
let store: Store
let workspace: WorkspaceStore
let client: pg.Client

/** Settings that each type needs in the entity of a turn; those of the others are what they make of them. */
const settingsOf = (type: FieldType, turn: number): NonNullable<FieldDocument['settings']> => ({
  ...type.defaults,
  ...settingsForAll,
  maxLength: 4000,
  partial: true,
  target: type.type === 'subtable' ? `row_${turn}` : 'thing',
  parentField: 'parent',
  path: 'anchor.name',
  relation: 'rows',
  aggregate: 'count',
  stored: true,
  ...(type.computed === true ? { result: 'integer', expr: { '+': [1, 1] } } : {}),
})

const field = (key: string, type: string, settings: FieldDocument['settings'] = {}): FieldDocument => ({
  id: `f_${key}`,
  key,
  type,
  label: { zh: key, en: key },
  settings,
})

const entity = (
  key: string,
  fields: readonly FieldDocument[],
  more: Partial<EntityDocument> = {},
): EntityDocument => ({
  id: `e_${key}`,
  key,
  label: { zh: key, en: key },
  title: 'name',
  fields: [field('name', 'text'), ...fields],
  ...more,
})

const keyOf = (type: FieldType): string => `f_${type.type}`

/** The entity of a turn, each field with the type that is `by` further down the list. */
const turned = (turn: number, by: number): EntityDocument =>
  entity(`pair_${turn}`, [
    field('anchor', 'link', { target: 'thing', onDelete: 'restrict' }),
    field('rows', 'subtable', { target: `row_${turn}`, parentField: 'parent' }),
    ...types.map((type) => {
      const to = typeAfter(type, by)
      return field(keyOf(type), to.type, settingsOf(to, turn))
    }),
  ])
const rowsOf = (turn: number): EntityDocument =>
  entity(`row_${turn}`, [field('parent', 'link', { target: `pair_${turn}`, onDelete: 'cascade' })], {
    kind: 'child',
  })
const thing = entity('thing', [])

let version = 1
const model = (...entities: readonly EntityDocument[]) => modelOf([thing, ...entities], [], (version += 1))

let values: ReadonlyMap<string, readonly Json[]>
const stored = types.filter(
  (type) => type.computed !== true && type.column(field('x', type.type, settingsOf(type, 0))) !== null,
)

beforeAll(async () => {
  database = await createTestDatabase()
  ;({ store, workspace } = await shopWorkspace(database.url, [thing]))
  client = new pg.Client({ connectionString: database.url })
  client.on('error', () => undefined)
  await client.connect()
  const things = await workspace.transaction((tx) =>
    doorOf(tx, model()).createMany(
      'thing',
      Array.from({ length: 9 }, (_, index) => ({ name: `${index}` })),
    ),
  )
  const ids: { [of: string]: readonly string[] } = { thing: things.map(({ record }) => record.id).toSorted() }
  const department = await workspace.people.createDepartment({
    key: 'd',
    name: 'd',
    parentId: null,
    headId: null,
  })
  const user = await workspace.people.createUser({
    key: 'u',
    name: 'u',
    email: 'u@example.com',
    title: null,
    departmentId: null,
    managerId: null,
    roles: [],
    active: true,
    locale: 'zh',
    passwordHash: null,
  })
  ids['department'] = [department.id]
  ids['user'] = [user.id]
  values = new Map(
    stored.map((type) => {
      const document = field(keyOf(type), type.type, settingsOf(type, 0))
      const column = type.column(document)
      const target = (column?.references ?? column?.members)?.replace('entity:', '')
      if (target !== undefined) {
        const known = ids[target] ?? []
        return [
          type.type,
          column?.type.endsWith('[]') === true ? known.map((_, at) => known.slice(at)) : known,
        ]
      }
      const ctx = { field: document, locale: 'zh', timeZone: 'Asia/Shanghai' } as const
      return [type.type, hostileValues(type, ctx, { count, seed: 20_261_122 }).values]
    }),
  )
}, 10 * minutes)
afterAll(async () => {
  await client.end()
  await store.close()
  await database.drop()
})

async function fill(turn: number): Promise<void> {
  const columns = stored.map((type) => `"${keyOf(type)}"`)
  for (let from = 0; from < count; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, count - from) }, (_, index) =>
      Object.fromEntries(
        stored.map((type) => {
          const all = values.get(type.type) ?? []
          return [keyOf(type), all[(from + index) % all.length] ?? null]
        }),
      ),
    )
    await client.query(
      `insert into ws_test.r_pair_${turn} (id, name, version, created_at, updated_at, ${columns.join(', ')})
       select gen_random_uuid(), 'x', 1, now(), now(), ${columns.join(', ')}
       from jsonb_populate_recordset(null::ws_test.r_pair_${turn}, $1)`,
      [JSON.stringify(rows)],
    )
  }
  await client.query(`create table ws_test.base_${turn} as select * from ws_test.r_pair_${turn}`)
}

async function differing(turn: number, column: string, original: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from ws_test.r_pair_${turn} p join ws_test.base_${turn} b using (id) where p."${column}"::text is distinct from b."${original}"::text`,
  )
  return rows[0]?.n ?? -1
}

async function keptColumn(turn: number, key: string): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'ws_test.r_pair_${turn}'::regclass and not attisdropped and attname = $1`,
    [`~dropped_v${version}_${key.slice(0, 30)}`],
  )
  return rows[0]?.name
}

const turns = types.map((_, by) => by).filter((by) => by > 0 && by % stride === 0)

/** What a turn lost or altered on its way out; empty is right. */
async function lostByChange(turn: number): Promise<readonly unknown[]> {
  const wrong: unknown[] = []
  const done = await workspace.typeChanges.list()
  for (const type of stored) {
    const next = typeAfter(type, turn)
    if (next === type) continue
    const kept = await keptColumn(turn, keyOf(type))
    const lost = kept === undefined ? -1 : await differing(turn, kept, keyOf(type))
    if (lost !== 0) wrong.push({ from: type.type, to: next.type, lost })
    const row = done.find((one) => one.entity === `e_pair_${turn}` && one.field === `f_${keyOf(type)}`)
    const { exact = 0, changed = 0, impossible = 0 } = row?.counts ?? {}
    if (stored.includes(next) && exact + changed + impossible !== count)
      wrong.push({ from: type.type, to: next.type, counts: row?.counts })
  }
  return wrong
}

/** What is not the same byte for byte once the turn was undone. */
async function alteredByUndo(turn: number): Promise<readonly unknown[]> {
  const wrong: unknown[] = []
  for (const type of stored) {
    const altered = await differing(turn, keyOf(type), keyOf(type))
    const to = typeAfter(type, turn).type
    if (altered !== 0) wrong.push({ undone: type.type, to, altered })
  }
  return wrong
}

// A turn changes every type at once into the one so many places further down: all turns together are all pairs.
it.each(turns)(
  `every type into the one %i further down the list, ${count} hostile values each: nothing is lost, and undone it is the same byte for byte`,
  { timeout: 120 * minutes },
  async (by) => {
    const [from, to] = [turned(by, 0), turned(by, by)]
    const before = model(from, rowsOf(by))
    await publish(workspace, model(), before)
    await fill(by)
    const after = model(to, rowsOf(by))
    await publish(workspace, before, after)
    const lost = await lostByChange(by)
    const back = model(turned(by, 0), rowsOf(by))
    await publish(workspace, after, back)
    const altered = await alteredByUndo(by)
    await client.query(`drop table ws_test.base_${by}`)
    await publish(workspace, back, model())
    expect({ lost, altered }).toEqual({ lost: [], altered: [] })
  },
)
