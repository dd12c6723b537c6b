import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { databaseFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import { storeErrors } from '../errors.ts'
import type { EntityShape } from '../records/shape.ts'
import { ownTable, quoted, recordTable, tableName } from '../sql/names.ts'

/** An index or a foreign key that was taken away, with what makes it again. */
export type Kept = { readonly name: string; readonly kind: 'index' | 'link'; readonly definition: string }

/**
 * Takes indexes and foreign keys away from a table without rows, so that it fills at the speed of the disk. Says
 * whether it did: a table that has rows, or that somebody is at, stays as it is. Definitions are kept until
 * `restoreIndexes`. In a transaction.
 */
export async function liftIndexes(runner: Runner, schema: string, shape: EntityShape): Promise<boolean> {
  const table = recordTable(schema, shape.key)
  await runner.rows(rawSql(`set local lock_timeout = '2s'`))
  await runner.rows(sql`lock table ${table} in access exclusive mode`)
  if ((await runner.first(sql`select 1 as one from ${table} limit 1`)) !== undefined) return false
  const kept =
    await runner.rows<Kept>(sql`select i.indexname as name, 'index' as kind, i.indexdef as definition
      from pg_indexes i where i.schemaname = ${bindSql(schema)} and i.tablename = ${bindSql(tableName(shape.key))}
        and not exists (select 1 from pg_constraint c where c.conindid = (quote_ident(i.schemaname) || '.' || quote_ident(i.indexname))::regclass)
    union all
    select c.conname, 'link', pg_get_constraintdef(c.oid) from pg_constraint c
      where c.contype = 'f' and c.conrelid = ${bindSql(`${quoted(schema)}.${quoted(tableName(shape.key))}`)}::regclass`)
  for (const one of kept) {
    await runner.change(sql`insert into ${ownTable(schema, 'bulk_index')} (table_name, name, kind, definition)
      values (${bindSql(tableName(shape.key))}, ${bindSql(one.name)}, ${bindSql(one.kind)}, ${bindSql(one.definition)})`)
    await runner.rows(
      one.kind === 'index'
        ? rawSql(`drop index ${quoted(schema)}.${quoted(one.name)}`)
        : sql`alter table ${table} drop constraint ${rawSql(quoted(one.name))}`,
    )
  }
  return kept.length > 0
}

/** What is still to be made again, in the order of making. */
export function liftedIndexes(runner: Runner, schema: string, table: string): Promise<readonly Kept[]> {
  return runner.rows<Kept>(sql`select name, kind, definition from ${ownTable(schema, 'bulk_index')}
    where table_name = ${bindSql(table)} order by kind, definition like 'CREATE UNIQUE%' desc, name`)
}

/** Makes one of them. The name is free again if that was done before. In a transaction of its own. */
export async function restoreIndex(
  runner: Runner,
  schema: string,
  of: { readonly table: string; readonly kept: Kept },
): Promise<void> {
  const { table, kept } = of
  await runner.rows(rawSql(`set local lock_timeout = '30s'`))
  await runner.rows(
    rawSql(
      kept.kind === 'index'
        ? kept.definition.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX IF NOT EXISTS ')
        : `alter table ${quoted(schema)}.${quoted(table)} add constraint ${quoted(kept.name)} ${kept.definition}`,
    ),
  )
  await runner.change(sql`delete from ${ownTable(schema, 'bulk_index')}
    where table_name = ${bindSql(table)} and name = ${bindSql(kept.name)}`)
}

/** What stands in the way of an index or a foreign key, if that is what a failure says. */
export function obstacleOf(error: unknown): 'twins' | 'orphans' | 'there' | undefined {
  const code = databaseFailure(error)?.code ?? databaseFailure((error as { cause?: unknown }).cause)?.code
  return code === '23505' ? 'twins' : code === '23503' ? 'orphans' : code === '42710' ? 'there' : undefined
}

/** Tables can't change while one of them is filled without its indexes. */
export async function refuseWhileFilling(runner: Runner, schema: string): Promise<void> {
  const lifted = await runner.first(sql`select 1 as one from ${ownTable(schema, 'bulk_index')} limit 1`)
  if (lifted !== undefined) throw storeErrors.STORE_BUSY()
}
