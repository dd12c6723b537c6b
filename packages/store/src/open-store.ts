import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { channel, gatherAnnouncements, makeAnnouncer } from './database/announcer.ts'
import { translateFailure } from './database/failures.ts'
import { makePool } from './database/pool.ts'
import { runnerOnPool } from './database/runner.ts'
import {
  createWorkspace,
  dropWorkspace,
  goingWorkspaces,
  migrate,
  unlistWorkspace,
} from './database/workspaces.ts'
import { beginSnapshot } from './database/transaction.ts'
import { heavyGround } from './query/heavy/ask.ts'
import { usualLimits } from './query/heavy/limits.ts'
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
  limits = {},
}) => {
  const pool = makePool({ url, size: poolSize, onError, namedStatements })
  const announcer = makeAnnouncer(url, onError)
  const runner = runnerOnPool(pool)
  const news = gatherAnnouncements(async (texts) => {
    await runner.rows(
      sql`select pg_notify(${bindSql(channel)}, x) from unnest(${bindSql(texts)}::text[]) as x`,
    )
  })
  const all = { ...usualLimits, ...limits }
  const heavy = heavyGround(all, () => beginSnapshot(pool, { milliseconds: all.seconds * 1_000 }))
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
    unlistWorkspace: (key) => unlistWorkspace(runner, key),
    goingWorkspaces: (secondsAgo) => goingWorkspaces(runner, secondsAgo),
    dropWorkspace: async (key, before) => {
      const dropped = await dropWorkspace(pool, key, before)
      known.delete(key)
      return dropped
    },
    workspace: (key) => {
      const found =
        known.get(key) ??
        workspaceStore({ url, onError, pool, fields, announcer, heavy, tell: news.tell }, key)
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
