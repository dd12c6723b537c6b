import { createTestDatabase } from '@mortise/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  canonicalDecimal,
  evaluate,
  type ExpressionUser,
  lowerText,
  makeScope,
  type Scope,
  upperText,
} from '../index.ts'
import { rawSql, renderSql, type SqlScope, toSql } from './index.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

afterAll(async () => {
  await client?.end()
  await database?.drop()
})

const now = '2026-03-31T17:00:00.000Z'
const scope: Scope = makeScope('deal', [
  { key: 'amount', label: 'Amount', type: { kind: 'number' }, nullable: true },
  { key: 'due', label: 'Due', type: { kind: 'date' }, nullable: true },
  { key: 'made_at', label: 'Made', type: { kind: 'datetime' }, nullable: true },
  { key: 'name', label: 'Name', type: { kind: 'text' }, nullable: true },
  { key: 'owner', label: 'Owner', type: { kind: 'id', entity: 'user' }, nullable: true },
  { key: 'team', label: 'Team', type: { kind: 'set', of: 'id', entity: 'user' }, nullable: true },
  { key: 'tags', label: 'Tags', type: { kind: 'set', of: 'text' }, nullable: true },
  { key: 'files', label: 'Files', type: { kind: 'json' }, nullable: true, sql: false },
])
const names: SqlScope = {
  column: (path) => rawSql(`t."${path.join('.')}"`),
  relation: () => {
    throw new Error('no relations here')
  },
}
const me: ExpressionUser = {
  id: '00000000-0000-4000-8000-000000000001',
  dept: null,
  deptTree: [],
  roles: ['sales'],
  subordinates: ['00000000-0000-4000-8000-000000000002'],
  attr: {},
}
const compiled = (expression: Parameters<typeof toSql>[0]): ReturnType<typeof renderSql> =>
  renderSql(toSql(expression, scope, { sql: names, now, user: me }))

describe('conditions as people read them in a query plan', () => {
  it('are plain comparisons that an index can serve', () => {
    expect(compiled({ '>': [{ var: 'amount' }, 5] })).toEqual({
      text: '(t."amount" > $1::int)',
      values: [5],
    })
    expect(compiled({ '==': [{ var: 'owner' }, { user: 'id' }] })).toEqual({
      text: '(t."owner" = $1::uuid)',
      values: [me.id],
    })
    expect(compiled({ in: [{ var: 'owner' }, { user: 'subordinates' }] }).text).toBe(
      '(t."owner" = ANY($1::uuid[]))',
    )
    expect(compiled({ in: ['vip', { var: 'tags' }] }).text).toBe('(t."tags" @> ARRAY[$1::text])')
    expect(compiled({ contains: [{ var: 'name' }, '50%'] }).values).toEqual(['%50\\%%'])
  })

  it('hold dates relative to today as bound values in the workspace’s zone', () => {
    expect(compiled({ dateIn: [{ var: 'made_at' }, 'today'] })).toEqual({
      text: '(t."made_at" >= $1::timestamptz AND t."made_at" < $2::timestamptz)',
      values: ['2026-03-31T16:00:00.000Z', '2026-04-01T16:00:00.000Z'],
    })
    expect(compiled({ '<': [{ var: 'due' }, { dateAdd: [{ today: [] }, -1, 'month'] }] }).values).toEqual([
      '2026-03-01',
    ])
  })

  it('are two-valued only where it matters', () => {
    expect(
      compiled({ and: [{ '>': [{ var: 'amount' }, 5] }, { '!': [{ '<': [{ var: 'amount' }, 9] }] }] }).text,
    ).toBe('((t."amount" > $1::int) AND (NOT coalesce((t."amount" < $2::int), false)))')
  })

  it('never hold a user’s text, and refuse what Postgres cannot compute', () => {
    const evil = `'; DROP TABLE deal; --`
    const { text, values } = compiled({ '==': [{ var: 'name' }, evil] })
    expect([text, values]).toEqual(['(t."name" = $1::text)', [evil]])
    expect(() => compiled({ matches: [{ var: 'name' }, '\\ba'] })).toThrow(/EXPRESSION_NOT_SQL/)
    expect(() => compiled({ '==': [{ var: 'files' }, null] })).toThrow(/EXPRESSION_NOT_SQL/)
  })
})

describe('the rows of a report', () => {
  it('are looked at by Postgres as by JavaScript', async () => {
    const amounts = [10, null, '30.123456', 30, 30, -7, 0, '0.000001']
    const rows = amounts.map((amount) => ({ row: { amount } }))
    const amount = { var: 'amount' }
    const window = { all: rawSql(''), series: rawSql('ORDER BY t.place') }
    for (const expression of [
      { 'window.percentOfTotal': [amount] },
      { 'window.rank': [{ abs: [amount] }] },
      { 'window.running': [amount] },
      { 'window.shift': [amount, 2] },
      { 'window.moving': [amount, 3] },
      { '-': [amount, { 'window.shift': [amount] }] },
    ]) {
      const made = toSql(expression, scope, { sql: names, now, window })
      const { text, values } = renderSql(made)
      const list = amounts
        .map((one, index) => `(${index}, ${one === null ? 'NULL' : one}::numeric)`)
        .join(', ')
      const result = await client.query<{ v: string | null }>(
        `SELECT ${text} AS v FROM (VALUES ${list}) t(place, amount) ORDER BY t.place`,
        [...values],
      )
      const inPostgres = result.rows.map(({ v }) => (v === null ? null : canonicalDecimal(v)))
      const here = rows.map((row, index) =>
        evaluate(
          expression,
          { ...row, now, window: { all: rows, series: rows, at: { all: index, series: index } } },
          scope,
        ),
      )
      expect(inPostgres, JSON.stringify(expression)).toEqual(here)
    }
  })
})

describe('answers', () => {
  const answer = async (expression: Parameters<typeof toSql>[0], columns: string): Promise<unknown> => {
    const { text, values } = compiled(expression)
    const result = await client.query<{ v: unknown }>(`SELECT ${text} AS v FROM (SELECT ${columns}) t`, [
      ...values,
    ])
    return result.rows[0]?.v
  }

  it('count the acting user and sets of people in', async () => {
    const columns = `'${me.id}'::uuid AS owner, ARRAY['${me.id}']::uuid[] AS team, '{}'::text[] AS tags`
    expect(await answer({ hasAny: [{ var: 'team' }, [me.id]] }, columns)).toBe(true)
    expect(await answer({ in: [{ user: 'id' }, { var: 'team' }] }, columns)).toBe(true)
    expect(await answer({ '==': [{ var: 'team' }, [{ var: 'owner' }]] }, columns)).toBe(true)
    expect(await answer({ in: [{ user: 'dept' }, { user: 'deptTree' }] }, columns)).toBe(false)
    expect(await answer({ '==': [{ var: 'tags' }, null] }, columns)).toBe(true)
  })

  it('know no fiscal year that began before the first of all years', async () => {
    for (const unit of ['fiscalYear', 'fiscalQuarter'])
      for (const fiscalYearStart of [1, 2, 4, 11])
        for (const due of [
          '0001-01-01',
          '0001-01-31',
          '0001-02-01',
          '0001-10-31',
          '0001-11-01',
          '2026-01-15',
        ]) {
          const expression = { dateTrunc: [{ var: 'due' }, unit] }
          const { text, values } = renderSql(toSql(expression, scope, { sql: names, now, fiscalYearStart }))
          const { rows } = await client.query<{ v: string | null }>(
            `SELECT (${text})::text AS v FROM (VALUES ('${due}'::date)) t(due)`,
            [...values],
          )
          const here = evaluate(expression, { row: { due }, now, fiscalYearStart }, scope)
          expect(rows[0]?.v, `${unit} from month ${fiscalYearStart} of ${due}`).toBe(here)
        }
  })

  it('turn every letter of Unicode to upper and lower case as JavaScript does', async () => {
    // Letters newer than the server's Unicode are left out: the two sides are updated at different times.
    const letters: string[] = []
    for (let code = 1; code < 0x1_f000; code += 1)
      if (code < 0xd800 || code > 0xdfff) letters.push(String.fromCodePoint(code))
    const result = await client.query<{ c: string; l: string; u: string }>(
      `SELECT c, lower(c COLLATE "pg_c_utf8") AS l, upper(c COLLATE "pg_c_utf8") AS u
       FROM unnest($1::text[], $2::text[]) AS t(c, family) WHERE unicode_assigned(family)`,
      [letters, letters.map((letter) => letter + lowerText(letter) + upperText(letter))],
    )
    const wrong = result.rows.filter(({ c, l, u }) => lowerText(c) !== l || upperText(c) !== u)
    expect(wrong).toEqual([])
  })
})
