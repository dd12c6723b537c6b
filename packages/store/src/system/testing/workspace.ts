import type pg from 'pg'
import { makePool } from '../../database/pool.ts'
import { migrateSchema, readMigrations } from '../../database/migrate.ts'
import { runnerOn } from '../../database/runner.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Tables } from '../../store.ts'
import type { TableOptions } from '../context.ts'
import { createTables, madeTables } from '../tables.ts'

type SystemTables = Omit<Tables, 'records'>

/** A migrated workspace on an empty database, with a clock that stands still until it is told otherwise. */
export type SystemWorkspace = SystemTables & {
  readonly pool: pg.Pool
  readonly schema: string
  readonly transaction: <T>(work: (tables: SystemTables) => Promise<T>) => Promise<T>
  readonly sleep: (seconds: number) => void
  readonly now: () => string
  readonly close: () => Promise<void>
}

/** Makes one for tests of this folder. */
export async function systemWorkspace(url: string, schema: string = 'ws_test'): Promise<SystemWorkspace> {
  const pool = makePool({ url, size: 10, onError: () => undefined })
  let at = Date.parse('2026-03-02T01:00:00.000Z')
  const options: TableOptions = {
    clock: () => at,
    transaction: (work) => inTransaction(pool, (runner) => work(runner)),
  }
  await inTransaction(pool, (runner) => migrateSchema(runner, schema, readMigrations('workspace')))
  return {
    ...madeTables(createTables(runnerOn(pool, false), schema, options)),
    pool,
    schema,
    transaction: (work) => inTransaction(pool, (runner) => work(createTables(runner, schema, options))),
    sleep: (seconds) => {
      at += seconds * 1000
    },
    now: () => new Date(at).toISOString(),
    close: () => pool.end(),
  }
}
