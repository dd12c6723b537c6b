import type { Json } from '@mortise/expressions'
import { bindSql, type Fragment, joinSql, rawSql, renderSql, sql } from '@mortise/expressions/sql'
import type { Row, Runner } from '../database/runner.ts'
import { castType } from '../ddl/columns.ts'
import { hidden, quoted, recordTable } from '../sql/names.ts'
import { explainFailure } from './failures.ts'
import type { EntityShape } from './shape.ts'

/** One row to be inserted: every column by name. */
export type NewRow = { readonly id: string; readonly [column: string]: Json }

type Statements = { readonly columns: string; readonly definitions: string; readonly assignments: string }

const cache = new WeakMap<EntityShape, Statements>()

// The text of these is the same for every save of an entity.
function statementsOf(shape: EntityShape): Statements {
  let found = cache.get(shape)
  if (found === undefined) {
    const names = [...shape.stored.map(({ key }) => quoted(key)), quoted(hidden.position)]
    const types = [...shape.stored.map(({ column }) => (column ? castType(column) : 'text')), 'int4']
    const settable = shape.stored.filter(({ key }) => !['id', 'created_at', 'created_by'].includes(key))
    found = {
      columns: names.join(', '),
      definitions: names.map((name, index) => `${name} ${types[index]}`).join(', '),
      assignments: [...settable.map(({ key }) => quoted(key)), quoted(hidden.position)]
        .map((name) => `${name} = x.${name}`)
        .join(', '),
    }
    cache.set(shape, found)
  }
  return found
}

function recordSet(shape: EntityShape, rows: readonly NewRow[]): Fragment {
  return sql`jsonb_to_recordset(${bindSql(JSON.stringify(rows))}::jsonb) as x(${rawSql(statementsOf(shape).definitions)})`
}

/** Columns of a row that engines and history see, behind an alias or none. */
export function storedColumns(shape: EntityShape, alias?: string): Fragment {
  const prefix = alias === undefined ? '' : `${quoted(alias)}.`
  return rawSql(
    [...shape.stored.map(({ key }) => key), hidden.position, hidden.deletedAt]
      .map((key) => prefix + quoted(key))
      .join(', '),
  )
}

const texts = new WeakMap<EntityShape, Map<string, string>>()
const mostTexts = 200

/**
 * Text of a statement about an entity that every save needs, made once: nobody has to put it together or compare it
 * again. `key` tells everything it is made from but the entity.
 */
export function textOnce(shape: EntityShape, key: string, make: () => Fragment): string {
  let byKey = texts.get(shape)
  if (byKey === undefined) texts.set(shape, (byKey = new Map()))
  let text = byKey.get(key)
  if (text === undefined) {
    // Forgets all when full: what is really frequent comes back at once.
    if (byKey.size >= mostTexts) byKey.clear()
    text = renderSql(make()).text
    byKey.set(key, text)
  }
  return text
}

function insertText(schema: string, shape: EntityShape, returning: boolean): string {
  return textOnce(shape, `${schema} insert ${returning}`, () => {
    const columns = rawSql(statementsOf(shape).columns)
    const from = recordSet(shape, [])
    const back = returning ? sql` returning ${storedColumns(shape)}` : rawSql('')
    return sql`insert into ${recordTable(schema, shape.key)} (${columns}) select ${columns} from ${from}${back}`
  })
}

/** Inserts many rows in one statement; answers them in the order given. */
export async function insertRows(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  rows: readonly NewRow[],
  explain: (error: unknown) => unknown = (error) => explainFailure(target.shape, error),
): Promise<readonly Row[]> {
  const { runner, schema, shape } = target
  if (rows.length === 0) return []
  const statement = { text: insertText(schema, shape, true), values: [JSON.stringify(rows)] }
  const sent = runner.rows(statement).catch((error: unknown) => {
    throw explain(error)
  })
  return inOrder(rows, await sent)
}

/** Inserts many rows that come back as they go in, so that nobody waits for them. */
export function postRows(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  rows: readonly NewRow[],
  explain: (error: unknown) => unknown,
): Promise<void> {
  const { runner, schema, shape } = target
  if (rows.length === 0) return Promise.resolve()
  const statement = { text: insertText(schema, shape, false), values: [JSON.stringify(rows)] }
  return runner.post(statement, explain)
}

/** Replaces many rows by id in one statement; every column has to be given. */
export async function replaceRows(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  rows: readonly NewRow[],
): Promise<readonly Row[]> {
  const { runner, schema, shape } = target
  if (rows.length === 0) return []
  const statement = sql`update ${recordTable(schema, shape.key)} as t set ${rawSql(statementsOf(shape).assignments)} from ${recordSet(shape, rows)} where t.id = x.id returning ${storedColumns(shape, 't')}`
  return inOrder(rows, await explained(shape, () => runner.rows(statement)))
}

/** Sets some columns of one record. */
export async function updateRow(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  id: string,
  values: { readonly [column: string]: Json },
): Promise<Row | undefined> {
  const { runner, schema, shape } = target
  const statement = {
    text: updateText(schema, shape, { values, returning: true }),
    values: updateValues(shape, id, values),
  }
  return explained(shape, () => runner.first(statement))
}

/** The same for a row that is locked and comes back as foreseen, so that nobody waits for it. */
export function postRow(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  id: string,
  values: { readonly [column: string]: Json },
): Promise<void> {
  const { runner, schema, shape } = target
  const statement = {
    text: updateText(schema, shape, { values, returning: false }),
    values: updateValues(shape, id, values),
  }
  return runner.post(statement, (error) => explainFailure(shape, error))
}

function updateText(
  schema: string,
  shape: EntityShape,
  of: { readonly values: { readonly [column: string]: Json }; readonly returning: boolean },
): string {
  const keys = Object.keys(of.values)
  return textOnce(shape, `${schema} update ${of.returning} ${keys.join(' ')}`, () => {
    const sets = keys.map((key) => {
      const column = shape.fields.get(key)?.column
      return sql`${rawSql(quoted(key))} = ${bindSql(null)}::${rawSql(column ? castType(column) : 'timestamptz')}`
    })
    const back = of.returning ? sql` returning ${storedColumns(shape)}` : rawSql('')
    return sql`update ${recordTable(schema, shape.key)} set ${joinSql([...sets, rawSql('version = version + 1')], ', ')} where id = ${bindSql(null)}::uuid${back}`
  })
}

function updateValues(
  shape: EntityShape,
  id: string,
  values: { readonly [column: string]: Json },
): readonly Json[] {
  const bound = Object.entries(values).map(([key, value]) =>
    value !== null && shape.fields.get(key)?.column?.type === 'jsonb' ? JSON.stringify(value) : value,
  )
  return [...bound, id]
}

async function explained<T>(shape: EntityShape, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw explainFailure(shape, error)
  }
}

function inOrder(wanted: readonly NewRow[], rows: readonly Row[]): readonly Row[] {
  const byId = new Map(rows.map((row) => [row['id'], row]))
  return wanted.map(({ id }) => byId.get(id)).filter((row) => row !== undefined)
}
