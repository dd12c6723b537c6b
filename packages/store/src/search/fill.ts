import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import type { EntityShape, Shapes } from '../records/shape.ts'
import { idOf } from '../records/values.ts'
import { keepKeys, keyedFields } from '../duplicates/keep-keys.ts'
import { ownTable, quoted, recordTable } from '../sql/names.ts'
import { indexedFields, indexRecords } from './entries.ts'
import { searchForm } from './tokens.ts'

const batch = 1_000

/**
 * Brings into the index of quick search, and among the keys of duplicate rules, what is not there yet: records from before a field was searched, and those that came in bulk.
 * Works off at most `limit` records, in the order of their ids, and remembers how far it came. Answers whether all is
 * done.
 */
export async function fillSearch(
  runner: Runner,
  of: { readonly schema: string; readonly shapes: Shapes; readonly limit: number },
): Promise<boolean> {
  const { schema, shapes } = of
  let left = of.limit
  for (const { key } of shapes.model.entities) {
    const shape = shapes.entity(key)
    if (filledFields(shapes, shape).length === 0) continue
    let upto = await begin(runner, schema, { shapes, shape })
    for (;;) {
      if (left <= 0) return false
      const rows = await next(runner, schema, { shapes, shape, upto })
      await indexRecords(
        { runner, base: { schema } },
        shape,
        rows.map((after) => ({ before: null, after })),
        true,
      )
      await keepKeys(
        { runner, base: { schema, shapes } },
        shape,
        rows.map((after) => ({ before: null, after })),
      )
      left -= rows.length
      const last = rows.at(-1)
      if (last !== undefined) upto = idOf(last)
      await runner.change(
        sql`update ${ownTable(schema, 'search_fill')} set upto = ${bindSql(upto)}::uuid, done = ${bindSql(rows.length < batch)} where entity = ${bindSql(shape.historyKey)}`,
      )
      if (rows.length < batch) break
    }
  }
  return true
}

/** Brings into the index of quick search the records that one request made together. */
export async function fillChunk(
  runner: Runner,
  of: {
    readonly schema: string
    readonly shapes: Shapes
    /** The entity's stable name: its key may be another by now. */
    readonly entity: string
    /** First and last id; all between them that share their last twelve digits. */
    readonly ids: { readonly first: string; readonly last: string }
  },
): Promise<void> {
  const { schema, shapes, entity, ids } = of
  const model = shapes.model.entities.find(({ key, document }) => (document.id ?? key) === entity)
  // Of an entity that is gone by now nobody looks for anything.
  if (model === undefined) return
  const shape = shapes.entity(model.key)
  const fields = indexedFields(shape)
  if (fields.length === 0) return
  const columns = rawSql(['id', ...fields.map(({ key }) => quoted(key))].join(', '))
  const rows = (await runner.rows(
    sql`select ${columns} from ${recordTable(schema, shape.key)} where id between ${bindSql(ids.first)}::uuid and ${bindSql(ids.last)}::uuid and right(id::text, 12) = ${bindSql(ids.first.slice(-12))}`,
  )) as readonly RecordValues[]
  // What was changed meanwhile is there already.
  const made = rows.map((after) => ({ before: null, after }))
  await indexRecords({ runner, base: { schema } }, shape, made, true)
}

function filledFields(shapes: Shapes, shape: EntityShape): readonly string[] {
  const keyed = keyedFields(shapes, shape).map(({ field }) => field.key)
  return [...new Set([...indexedFields(shape).map(({ key }) => key), ...keyed])]
}

/** Where to go on; with other fields than last time, from the start. */
async function begin(
  runner: Runner,
  schema: string,
  { shapes, shape }: { readonly shapes: Shapes; readonly shape: EntityShape },
): Promise<string | null> {
  const table = ownTable(schema, 'search_fill')
  const names = indexedFields(shape).map(({ historyKey }) => historyKey)
  const fields = [
    `form ${searchForm}`,
    ...names,
    ...keyedFields(shapes, shape).map(({ mark }) => mark),
  ].join()
  const entity = shape.historyKey
  const row = await runner.first<{ upto: string | null; fields: string }>(
    sql`select upto, fields from ${table} where entity = ${bindSql(entity)} for update`,
  )
  if (row?.fields === fields) return row.upto
  // Of another form: what is there is written anew from the start.
  if (row !== undefined && !row.fields.startsWith(`form ${searchForm},`))
    await runner.change(
      sql`delete from ${ownTable(schema, 'search_entry')} e using ${recordTable(schema, shape.key)} r where e.id = r.id`,
    )
  await runner.change(
    sql`insert into ${table} (entity, fields) values (${bindSql(entity)}, ${bindSql(fields)}) on conflict (entity) do update set fields = excluded.fields, upto = null, done = false`,
  )
  return null
}

async function next(
  runner: Runner,
  schema: string,
  of: { readonly shapes: Shapes; readonly shape: EntityShape; readonly upto: string | null },
): Promise<readonly RecordValues[]> {
  const columns = rawSql(['id', ...filledFields(of.shapes, of.shape).map(quoted)].join(', '))
  const after = of.upto === null ? rawSql('') : sql` where id > ${bindSql(of.upto)}::uuid`
  return (await runner.rows(
    sql`select ${columns} from ${recordTable(schema, of.shape.key)}${after} order by id limit ${bindSql(batch)}`,
  )) as readonly RecordValues[]
}
