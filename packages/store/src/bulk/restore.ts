import { bindSql, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import type { EntityShape } from '../records/shape.ts'
import { hidden, ownTable, quoted, recordTable, tableName } from '../sql/names.ts'
import type { Transaction } from '../store.ts'
import { uniqueGroups } from './conflicts.ts'
import { type Kept, liftedIndexes, obstacleOf, restoreIndex } from './indexes.ts'

/** Does work in a transaction of its own. */
export type InTransaction = <T>(work: (runner: Runner, tx: Transaction) => Promise<T>) => Promise<T>

/** What making indexes again stands on. */
export type Restoring = {
  readonly schema: string
  readonly shape: EntityShape
  /** Transactions on the session's own connection. */
  readonly own: InTransaction
  /** A further connection to work on at the same time; undefined when there is none to be had. */
  readonly beside: () => Promise<
    { readonly run: InTransaction; readonly end: () => Promise<void> } | undefined
  >
  /** Hears, in the transaction that removes them, of records that must not stay. */
  readonly removed: (tx: Transaction, ids: readonly string[]) => Promise<void>
}

/**
 * Makes indexes and foreign keys again that were lifted. What must be unique comes first, for rows may have to go; then
 * the other indexes, two at a time; then the planner learns the table, and the foreign keys are looked through last:
 * of a column that has no values it then reads the index alone.
 */
export async function restoreLifted(given: Restoring): Promise<void> {
  const { schema, shape, own } = given
  const kept = await own((runner) => liftedIndexes(runner, schema, tableName(shape.key)))
  if (kept.length === 0) return
  const indexes = kept.filter(({ kind }) => kind === 'index')
  const unique = indexes.filter(({ definition }) => definition.startsWith('CREATE UNIQUE'))
  for (const one of unique) await restoreOne(given, one)
  await restoreBeside(
    given,
    indexes.filter((one) => !unique.includes(one)),
  )
  await own((runner) => analyze(runner, given))
  for (const one of kept) if (one.kind === 'link') await restoreOne(given, one)
}

/** One after the other from a common list, on one connection or on two. */
async function restoreBeside(given: Restoring, indexes: readonly Kept[]): Promise<void> {
  // What is long to read is mostly long to make, and should not be left for the end.
  const waiting = indexes.toSorted((a, b) => b.definition.length - a.definition.length)
  const lane = async (run: InTransaction): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      await restoreOne({ ...given, own: run }, one)
  }
  const second = waiting.length > 1 ? await given.beside() : undefined
  try {
    const ended = await Promise.allSettled([
      lane(given.own),
      ...(second === undefined ? [] : [lane(second.run)]),
    ])
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  } finally {
    await second?.end()
  }
}

const attempts = 4

async function restoreOne(given: Restoring, kept: Kept): Promise<void> {
  const { schema, shape, own, removed } = given
  const table = tableName(shape.key)
  for (let attempt = 1; ; attempt += 1)
    try {
      return await own((runner) => restoreIndex(runner, schema, { table, kept }))
    } catch (error) {
      const obstacle = obstacleOf(error)
      if (obstacle === undefined || attempt === attempts) throw error
      await own(async (runner, tx) => {
        if (obstacle === 'twins') await removed(tx, await removeTwins(runner, schema, shape))
        else if (obstacle === 'orphans') await cutOrphans(runner, schema, shape)
        else await forget(runner, schema, { table, name: kept.name })
      })
    }
}

/**
 * What the planner has to know of a table just filled: of columns with an index as much as ever; of all others, and of
 * what indexes work out (patterns over texts, dear for each row of a sample), from a smaller sample.
 */
async function analyze(runner: Runner, { schema, shape }: Restoring): Promise<void> {
  const table = recordTable(schema, shape.key)
  const columns = await runner.rows<{ name: string }>(sql`select a.attname as name
    from pg_attribute a where a.attrelid = ${bindSql(`${quoted(schema)}.${quoted(tableName(shape.key))}`)}::regclass
      and a.attnum = any(select unnest(i.indkey::int2[]) from pg_index i where i.indrelid = a.attrelid)
      and a.attnum > 0 order by a.attnum`)
  await runner.rows(rawSql('set local default_statistics_target = 20'))
  await runner.rows(sql`analyze ${table}`)
  await runner.rows(rawSql('set local default_statistics_target = 100'))
  const names = columns.map(({ name }) => rawSql(quoted(name)))
  if (names.length > 0) await runner.rows(sql`analyze ${table} (${joinSql(names, ', ')})`)
}

/** Of records that share what must be unique, all of imports but the first go; what others made meanwhile stays. */
async function removeTwins(runner: Runner, schema: string, shape: EntityShape): Promise<readonly string[]> {
  const table = recordTable(schema, shape.key)
  const live = rawSql(quoted(hidden.deletedAt))
  const gone: string[] = []
  for (const group of uniqueGroups(shape)) {
    const keys = rawSql(group.map(quoted).join(', '))
    const set = rawSql(group.map((key) => `${quoted(key)} is not null`).join(' and '))
    const rows = await runner.rows<{ id: string }>(sql`with live as (
        select r.id, ${keys}, exists (select 1 from ${ownTable(schema, 'import_chunk')} c
          where c.tag = right(r.id::text, 12) and r.id between c.first_id and c.last_id) as imported
        from ${table} r where r.${live} is null and ${set}
      ), twins as (
        select id, imported, row_number() over same as place, bool_or(not imported) over whole as others
        from live window same as (partition by ${keys} order by id), whole as (partition by ${keys})
      )
      delete from ${table} using twins t where ${table}.id = t.id and t.imported and (t.place > 1 or t.others)
      returning ${table}.id`)
    gone.push(...rows.map(({ id }) => id))
  }
  return gone
}

/** Links to records that went while nobody watched lead nowhere. */
async function cutOrphans(runner: Runner, schema: string, shape: EntityShape): Promise<void> {
  const table = recordTable(schema, shape.key)
  for (const field of shape.stored) {
    const { column } = field
    if (column?.references?.startsWith('entity:') !== true) continue
    const name = rawSql(quoted(field.key))
    const target = recordTable(schema, column.references.slice('entity:'.length))
    await runner.change(
      sql`update ${table} r set ${name} = null where ${name} is not null and not exists (select 1 from ${target} t where t.id = r.${name})`,
    )
  }
}

async function forget(
  runner: Runner,
  schema: string,
  of: { readonly table: string; readonly name: string },
): Promise<void> {
  await runner.change(
    sql`delete from ${ownTable(schema, 'bulk_index')} where table_name = ${bindSql(of.table)} and name = ${bindSql(of.name)}`,
  )
}
