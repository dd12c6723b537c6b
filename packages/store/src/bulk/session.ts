import type { ExtensionList } from '@mortise/schema'
import type { FieldType } from '@mortise/fields'
import { translateFailure } from '../database/failures.ts'
import type { Runner } from '../database/runner.ts'
import { inTransaction } from '../database/transaction.ts'
import type { QueryBase } from '../query/context.ts'
import { shapesOf } from '../records/shape.ts'
import type { BulkSession, BulkTransaction, DoorOptions, Transaction } from '../store.ts'
import { type BulkConnection, openBulkConnection } from './connection.ts'
import { liftIndexes } from './indexes.ts'
import { loadRecords } from './load.ts'
import { type InTransaction, restoreLifted } from './restore.ts'

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
  const transactionsOn =
    ({ pool }: BulkConnection): InTransaction =>
    (work) =>
      inTransaction(pool, (runner, afterCommit) =>
        work(runner, own.ground({ runner, afterCommit, wake: own.wake })),
      )
  const plain = transactionsOn(connection)
  return {
    transaction: (work) =>
      plain((runner, tx) => work(Object.assign(tx, bulkOn({ runner, connection, ground, schema })))),
    restoreIndexes: async (model, entity, removed) => {
      await restoreLifted({
        schema,
        shape: shapesOf(model, ground.fields).entity(entity),
        own: plain,
        beside: async () => {
          const more = await connect(ground).catch((error: unknown) => {
            ground.onError(error)
            return undefined
          })
          return more && { run: transactionsOn(more), end: () => more.end().catch(ground.onError) }
        },
        removed,
      })
    },
    end: () => connection.end().catch(ground.onError),
  }
}

/** What work on very many rows has beside any other transaction. */
function bulkOn(on: {
  readonly runner: Runner
  readonly connection: BulkConnection
  readonly ground: Ground
  readonly schema: string
}): Pick<BulkTransaction, 'load' | 'liftIndexes'> {
  const { runner, connection, ground, schema } = on
  return {
    load: (options, load) => {
      const { actor } = options
      return loadRecords({ runner, actor, base: baseOf(ground, schema, options) }, connection, load)
    },
    liftIndexes: (model, entity) =>
      liftIndexes(runner, schema, shapesOf(model, ground.fields).entity(entity)),
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
