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

const inserts = new WeakMap<EntityShape, Map<string, string>>()

// One and the same text for every save, so that nobody has to put it together or compare it again.
function insertText(schema: string, shape: EntityShape): string {
  let bySchema = inserts.get(shape)
  if (bySchema === undefined) inserts.set(shape, (bySchema = new Map()))
  let text = bySchema.get(schema)
  if (text === undefined) {
    const columns = rawSql(statementsOf(shape).columns)
    const from = recordSet(shape, [])
    const whole = sql`insert into ${recordTable(schema, shape.key)} (${columns}) select ${columns} from ${from} returning ${storedColumns(shape)}`
    text = renderSql(whole).text
    bySchema.set(schema, text)
  }
  return text
}

/** Inserts many rows in one statement; answers them in the order given. */
export async function insertRows(
  target: { readonly runner: Runner; readonly schema: string; readonly shape: EntityShape },
  rows: readonly NewRow[],
): Promise<readonly Row[]> {
  const { runner, schema, shape } = target
  if (rows.length === 0) return []
  const statement = { text: insertText(schema, shape), values: [JSON.stringify(rows)] }
  return inOrder(rows, await explained(shape, () => runner.rows(statement)))
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
  const sets = Object.entries(values).map(([key, value]) => {
    const column = shape.fields.get(key)?.column
    const type = column ? castType(column) : 'timestamptz'
    const bound = column?.type === 'jsonb' && value !== null ? JSON.stringify(value) : value
    return sql`${rawSql(quoted(key))} = ${bindSql(bound)}::${rawSql(type)}`
  })
  const statement = sql`update ${recordTable(schema, shape.key)} set ${joinSql([...sets, rawSql('version = version + 1')], ', ')} where id = ${bindSql(id)}::uuid returning ${storedColumns(shape)}`
  return explained(shape, () => runner.first(statement))
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
