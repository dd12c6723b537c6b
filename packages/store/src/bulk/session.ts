import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { ExtensionList } from '@mortise/schema'
import type { FieldType } from '@mortise/fields'
import { translateFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import { inTransaction } from '../database/transaction.ts'
import type { QueryBase } from '../query/context.ts'
import { type EntityShape, shapesOf } from '../records/shape.ts'
import { hidden, ownTable, quoted, recordTable, tableName } from '../sql/names.ts'
import type { BulkSession, DoorOptions, Transaction } from '../store.ts'
import { openBulkConnection } from './connection.ts'
import { uniqueGroups } from './conflicts.ts'
import { liftedIndexes, liftIndexes, obstacleOf, restoreIndex } from './indexes.ts'
import { loadRecords } from './load.ts'

type Ground = {
  readonly url: string
  readonly onError: (error: unknown) => void
  readonly fields: ExtensionList<FieldType>
}
type Given = {
  readonly runner: Runner
  readonly afterCommit: (run: () => void) => void
  readonly wake: () => void
}

/** Opens a connection for bulk work in one workspace. */
export async function openBulkSession(
  ground: Ground,
  schema: string,
  own: { readonly ground: (tx: Given) => Transaction; readonly wake: () => void },
): Promise<BulkSession> {
  const connection = await connect(ground)
  const { pool } = connection
  const plain = <T>(work: (tx: Transaction, runner: Runner) => Promise<T>): Promise<T> =>
    inTransaction(pool, (runner, afterCommit) =>
      work(own.ground({ runner, afterCommit, wake: own.wake }), runner),
    )
  return {
    transaction: (work) =>
      plain((tx, runner) =>
        work({
          ...tx,
          load: (options, load) => {
            const { actor } = options
            return loadRecords({ runner, actor, base: baseOf(ground, schema, options) }, connection, load)
          },
          liftIndexes: (model, entity) =>
            liftIndexes(runner, schema, shapesOf(model, ground.fields).entity(entity)),
        }),
      ),
    restoreIndexes: async (model, entity, removed) => {
      const shape = shapesOf(model, ground.fields).entity(entity)
      const table = tableName(entity)
      const kept = await plain((_tx, runner) => liftedIndexes(runner, schema, table))
      for (const one of kept)
        for (let attempt = 0; ; attempt += 1) {
          try {
            await plain((_tx, runner) => restoreIndex(runner, schema, { table, kept: one }))
            break
          } catch (error) {
            const obstacle = obstacleOf(error)
            if (obstacle === undefined || attempt > 2) throw error
            await plain(async (tx, runner) => {
              if (obstacle === 'twins') await removed(tx, await removeTwins(runner, schema, shape))
              else if (obstacle === 'orphans') await cutOrphans(runner, schema, shape)
              else await forget(runner, schema, { table, name: one.name })
            })
          }
        }
      if (kept.length > 0)
        await plain((_tx, runner) => runner.rows(sql`analyze ${recordTable(schema, entity)}`))
    },
    end: () => connection.end().catch(ground.onError),
  }
}

async function connect(ground: Ground): ReturnType<typeof openBulkConnection> {
  try {
    return await openBulkConnection(ground.url, ground.onError)
  } catch (error) {
    throw translateFailure(error)
  }
}

function baseOf(ground: Ground, schema: string, options: DoorOptions): QueryBase {
  const { actor, access, model, now, nameOf } = options
  const shapes = shapesOf(model, ground.fields)
  return { schema, shapes, model, access, user: actor.user, now, nameOf, ...model.time }
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
