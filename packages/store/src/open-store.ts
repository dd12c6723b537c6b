import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { channel, gatherAnnouncements, makeAnnouncer } from './database/announcer.ts'
import { lockMigrations, migrateSchema, readMigrations } from './database/migrate.ts'
import { databaseFailure, translateFailure } from './database/failures.ts'
import { makePool } from './database/pool.ts'
import { runnerOnPool } from './database/runner.ts'
import { inTransaction } from './database/transaction.ts'
import { storeErrors } from './errors.ts'
import { schemaName } from './sql/names.ts'
import type { OpenStore, Store, WorkspaceStore } from './store.ts'
import { workspaceStore } from './workspace-store.ts'

/**
 * Opens a database. Connects when first used, so that a server may start while the database is still away. Call
 * `migrate` before anything else.
 */
export const openStore: OpenStore = ({
  url,
  fields,
  poolSize = 10,
  onError = () => undefined,
  namedStatements = true,
}) => {
  const pool = makePool({ url, size: poolSize, onError, namedStatements })
  const announcer = makeAnnouncer(url, onError)
  const runner = runnerOnPool(pool)
  const news = gatherAnnouncements(async (texts) => {
    await runner.rows(
      sql`select pg_notify(${bindSql(channel)}, x) from unnest(${bindSql(texts)}::text[]) as x`,
    )
  })
  const known = new Map<string, WorkspaceStore>()
  const store: Store = {
    migrate: () => migrate(pool),
    workspaces: async () => {
      try {
        return await runner.rows<{ key: string; name: string }>(
          rawSql('select key, name from mortise.workspace order by key'),
        )
      } catch (error) {
        throw translateFailure(error)
      }
    },
    createWorkspace: (workspace) => createWorkspace(pool, workspace),
    unlistWorkspace: async (key) => {
      await runner.rows(sql`delete from mortise.workspace where key = ${bindSql(key)}`)
    },
    dropWorkspace: async (key) => {
      known.delete(key)
      await dropWorkspace(pool, key)
    },
    workspace: (key) => {
      const found =
        known.get(key) ?? workspaceStore({ url, onError, pool, fields, announcer, tell: news.tell }, key)
      known.set(key, found)
      return found
    },
    ready: async () => {
      try {
        await runner.rows(rawSql('select 1'))
        return true
      } catch {
        return false
      }
    },
    close: async () => {
      await news.flush()
      await announcer.close()
      await pool.end()
    },
  }
  return Object.freeze(store)
}

type Pool = ReturnType<typeof makePool>

/** Each workspace in a transaction of its own: one that fails leaves the others up to date. */
async function migrate(pool: Pool): Promise<void> {
  const keys = await inTransaction(pool, async (runner) => {
    await lockMigrations(runner)
    await migrateSchema(runner, 'mortise', readMigrations('platform'))
    return runner.rows<{ key: string }>(rawSql('select key from mortise.workspace order by key'))
  })
  const migrations = readMigrations('workspace')
  for (const { key } of keys)
    await inTransaction(pool, async (runner) => {
      await lockMigrations(runner)
      await migrateSchema(runner, schemaName(key), migrations)
    })
}

async function dropWorkspace(pool: Pool, key: string): Promise<void> {
  const schema = schemaName(key)
  await inTransaction(pool, async (runner) => {
    await lockMigrations(runner)
    await runner.rows(sql`delete from mortise.workspace where key = ${bindSql(key)}`)
    await runner.rows(rawSql(`drop schema if exists "${schema}" cascade`))
  })
}

async function createWorkspace(
  pool: Pool,
  workspace: { readonly key: string; readonly name: string },
): Promise<void> {
  const schema = schemaName(workspace.key)
  await inTransaction(pool, async (runner) => {
    await lockMigrations(runner)
    try {
      await runner.rows(
        sql`insert into mortise.workspace (key, name) values (${bindSql(workspace.key)}, ${bindSql(workspace.name)})`,
      )
    } catch (error) {
      if (databaseFailure(error)?.code === '23505')
        throw storeErrors.STORE_WORKSPACE_EXISTS({ key: workspace.key })
      throw error
    }
    await migrateSchema(runner, schema, readMigrations('workspace'))
  })
}
