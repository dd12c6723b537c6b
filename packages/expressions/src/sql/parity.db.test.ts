import { createTestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  canonicalDecimal,
  type Expression,
  evaluate,
  info,
  type Json,
  test,
  type Workdays,
} from '../index.ts'
import {
  chanceOf,
  checkedExpression,
  testFields,
  testScope,
  testZones,
} from '../testing/random-expressions.ts'
import { inputOf, randomWorld, type TestRecord, type TestWorld } from '../testing/random-records.ts'
import {
  bindSql,
  type Fragment,
  joinSql,
  postgresType,
  rawSql,
  renderSql,
  sql,
  type SqlScope,
  toSql,
} from './index.ts'

/*
 * The promise of the language: JavaScript and Postgres give the same answer. Random typed expressions over
 * random rows; `MORTISE_PARITY_PAIRS` asks for a longer run, `MORTISE_PARITY_SEED` for another one.
 */

const pairs = Number(process.env['MORTISE_PARITY_PAIRS'] ?? 24_000)
const seed = Number(process.env['MORTISE_PARITY_SEED'] ?? 20_261_121)
const rowsPerWorld = 20
const perQuery = 20
const perWorld = 400
/** An office, one with Chinese holidays and make-up days, and one that works on Sundays only. */
const calendars: readonly Workdays[] = [
  { week: [1, 2, 3, 4, 5], off: [], on: [] },
  {
    week: [1, 2, 3, 4, 5],
    off: ['2024-02-12', '2024-02-13', '2024-02-10', '2025-10-01'],
    on: ['2024-02-04', '2024-02-05'],
  },
  { week: [7], off: ['2025-03-09'], on: ['2025-03-10', '1999-12-31'] },
]
const kinds = ['boolean', 'boolean', 'boolean', 'number', 'number', 'text', 'date', 'datetime', 'time', 'set']

let database: Awaited<ReturnType<typeof createTestDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const columns = testFields.map(({ key, type }) => `"${key}" ${postgresType(type)}`).join(', ')
  for (const [table, more] of [
    ['person', ''],
    ['main', ', owner uuid'],
    ['child', ', owner uuid, parent uuid'],
  ])
    await client.query(`CREATE TABLE "${table}" (id uuid PRIMARY KEY, ${columns}${more})`)
})

afterAll(async () => {
  await client?.end()
  await database?.drop()
})

async function fill(world: TestWorld): Promise<void> {
  await client.query('TRUNCATE person, main, child')
  for (const [table, records] of [
    ['person', world.people],
    ['main', world.main],
    ['child', world.children],
  ] as const) {
    const keys = Object.keys(records[0] ?? {})
    const values = records.map(
      (record) =>
        sql`(${joinSql(
          // An empty text is stored as nothing.
          keys.map((key) => bindSql(record[key] === '' ? null : (record[key] ?? null))),
          ', ',
        )})`,
    )
    const { text, values: bound } = renderSql(joinSql(values, ', '))
    await client.query(
      `INSERT INTO "${table}" (${keys.map((key) => `"${key}"`).join(', ')}) VALUES ${text}`,
      [...bound],
    )
  }
}

const quote = (alias: string, key: string): Fragment => rawSql(`"${alias}"."${key}"`)
function names(alias: string): SqlScope {
  return {
    column: (path) =>
      path.length === 1 ? quote(alias, path[0] ?? '') : quote(`${alias}_owner`, path[1] ?? ''),
    relation: () => ({
      from: (joins) => from('child', 'c', joins),
      where: rawSql(`"c"."parent" = "${alias}"."id"`),
      scope: names('c'),
    }),
    entity: () => ({
      from: (joins) => from('child', 'l', joins),
      where: rawSql('true'),
      scope: names('l'),
    }),
  }
}

function from(table: string, alias: string, joins: readonly string[]): Fragment {
  const owner = joins.includes('owner')
    ? ` LEFT JOIN person "${alias}_owner" ON "${alias}_owner".id = "${alias}".owner`
    : ''
  return rawSql(`"${table}" "${alias}"${owner}`)
}

/** The value as text, in the form JavaScript has it. */
function readable(value: Fragment, kind: string): Fragment {
  if (kind === 'number') return sql`trim_scale(${value})::text`
  if (kind === 'date') return sql`to_char(${value}, 'YYYY-MM-DD')`
  if (kind === 'datetime') return sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  if (kind === 'time') return sql`to_char(${value}, 'HH24:MI:SS')`
  return kind === 'boolean' ? sql`(${value})::text` : sql`${value}`
}

const comparable = (value: unknown, kind: string): unknown => {
  if (value === null) return null
  if (kind === 'number') return canonicalDecimal(value)
  if (kind === 'boolean') return value === true || value === 'true'
  return kind === 'set' ? (value as readonly string[]).toSorted() : value
}

type Time = {
  readonly now: string
  readonly timeZone: string
  readonly fiscalYearStart: number
  readonly workdays: Workdays
}
type Case = {
  readonly expression: Expression
  readonly kind: string
  readonly as: 'value' | 'condition'
  readonly fragment: Fragment
}

function caseOf(
  expression: Expression,
  kind: string,
  { time, as }: { readonly time: Time; readonly as: 'value' | 'condition' },
): Case {
  const made = toSql(expression, testScope, { sql: names('m'), as, ...time })
  const value = as === 'condition' ? sql`((${made}) IS TRUE)` : made
  return { expression, kind, as, fragment: readable(value, kind) }
}

async function ask(cases: readonly Case[]): Promise<readonly (readonly unknown[])[]> {
  const list = joinSql(
    cases.map(({ fragment }) => fragment),
    ', ',
  )
  const { text, values } = renderSql(sql`SELECT ${list} FROM ${from('main', 'm', ['owner'])} ORDER BY m.id`)
  const result = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })
  return result.rows
}

/** A failing statement names its expression. */
async function askSafely(cases: readonly Case[], found: string[]): Promise<readonly (readonly unknown[])[]> {
  try {
    return await ask(cases)
  } catch {
    for (const each of cases)
      await ask([each]).catch((error: unknown) => {
        const { text, values } = renderSql(each.fragment)
        found.push(
          `${String(error)}\n  ${JSON.stringify(each.expression)}\n  ${text} ${JSON.stringify(values)}`,
        )
      })
    return []
  }
}

function compare(
  cases: readonly Case[],
  rows: readonly (readonly unknown[])[],
  { world, time, found }: { readonly world: TestWorld; readonly time: Time; readonly found: string[] },
): number {
  let count = 0
  rows.forEach((row, index) => {
    const main: TestRecord = world.main[index] ?? {}
    const input = inputOf(world, main, time)
    cases.forEach(({ expression, kind, as, fragment }, column) => {
      count += 1
      const expected: Json =
        as === 'condition' ? test(expression, input, testScope) : evaluate(expression, input, testScope)
      const [js, db] = [comparable(expected, kind), comparable(row[column], kind)]
      if (JSON.stringify(js) !== JSON.stringify(db))
        found.push(
          `js ${JSON.stringify(js)} postgres ${JSON.stringify(db)} ${JSON.stringify(time)}\n  ${JSON.stringify(expression)}\n  ${JSON.stringify(main)}\n  ${renderSql(fragment).text}`,
        )
    })
  })
  return count
}

it('gives the same answer in JavaScript and in Postgres', { timeout: 3_600_000 }, async () => {
  const chance = chanceOf(seed)
  const found: string[] = []
  let done = 0
  while (done < pairs && found.length === 0) {
    const world = randomWorld(chance, rowsPerWorld)
    await fill(world)
    for (let made = 0; made < perWorld && found.length === 0 && done < pairs; made += perQuery) {
      const now = `${2000 + chance.below(60)}-0${1 + chance.below(9)}-1${chance.below(9)}T0${chance.below(9)}:30:00.000Z`
      const time: Time = {
        now,
        timeZone: chance.pick(testZones),
        fiscalYearStart: 1 + chance.below(12),
        workdays: chance.pick(calendars),
      }
      const cases = Array.from({ length: perQuery }, (): Case => {
        const kind = chance.pick(kinds)
        const expression = checkedExpression(chance, kind, 1 + chance.below(4))
        expect(info(expression, testScope).backends).toContain('postgres')
        return caseOf(expression, kind, {
          time,
          as: kind === 'boolean' && chance.often(0.5) ? 'condition' : 'value',
        })
      })
      done += compare(cases, await askSafely(cases, found), { world, time, found })
    }
  }
  if (found.length > 0)
    expect.fail(`${found.length} of ${done} pairs differ, seed ${seed}:\n${found.slice(0, 3).join('\n\n')}`)
  console.log(`${done} pairs, seed ${seed}, no difference`)
})
