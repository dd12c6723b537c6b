import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type pg from 'pg'
import { storeErrors } from '../errors.ts'
import { schemaName } from '../sql/names.ts'
import { databaseFailure, translateFailure } from './failures.ts'
import { lockMigrations, migrateSchema, readMigrations } from './migrate.ts'
import type { Runner } from './runner.ts'
import { inTransaction } from './transaction.ts'

/** Brings the platform and all workspaces up to date, each in a transaction of its own: one that fails leaves the others. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const keys = await inTransaction(pool, async (runner) => {
    await lockMigrations(runner)
    await migrateSchema(runner, 'mortise', readMigrations('platform'))
    return runner.rows<{ key: string }>(rawSql('select key from mortise.workspace order by key'))
  })
  const migrations = readMigrations('workspace')
  for (const { key } of keys)
    await inTransaction(pool, async (runner) => {
      await lockMigrations(runner)
      // One that was taken away meanwhile would be made anew, and nobody would ever find it.
      if (await isListed(runner, key)) await migrateSchema(runner, schemaName(key), migrations)
    })
}

async function isListed(runner: Runner, key: string): Promise<boolean> {
  const found = await runner.first(sql`select 1 as one from mortise.workspace where key = ${bindSql(key)}`)
  return found !== undefined
}

/**
 * Makes a workspace.
 * @throws STORE_WORKSPACE_EXISTS when there is one of that key, or one of that key is still going.
 */
export async function createWorkspace(
  pool: pg.Pool,
  { key, name }: { readonly key: string; readonly name: string },
): Promise<void> {
  const schema = schemaName(key)
  await inTransaction(pool, async (runner) => {
    await lockMigrations(runner)
    // What is still in its place would be in the new one.
    const going = await runner.first(
      sql`select 1 as one from mortise.going_workspace where key = ${bindSql(key)}`,
    )
    if (going !== undefined) throw storeErrors.STORE_WORKSPACE_EXISTS({ key })
    try {
      await runner.rows(
        sql`insert into mortise.workspace (key, name) values (${bindSql(key)}, ${bindSql(name)})`,
      )
    } catch (error) {
      if (databaseFailure(error)?.code === '23505') throw storeErrors.STORE_WORKSPACE_EXISTS({ key })
      throw error
    }
    await migrateSchema(runner, schema, readMigrations('workspace'))
  })
}

/** Takes a workspace off the list and notes, in the same statement, that what is in it is to go. */
export async function unlistWorkspace(runner: Runner, key: string): Promise<void> {
  await runner.rows(sql`with gone as (delete from mortise.workspace where key = ${bindSql(key)} returning key)
    insert into mortise.going_workspace (key) select key from gone on conflict (key) do nothing`)
}

/** Keys of workspaces that were taken off the list so many seconds ago and are still there, those longest off first. */
export async function goingWorkspaces(runner: Runner, secondsAgo: number): Promise<readonly string[]> {
  try {
    const rows = await runner.rows<{ key: string }>(sql`select key from mortise.going_workspace
      where at <= now() - make_interval(secs => ${bindSql(secondsAgo)}) order by at, key`)
    return rows.map(({ key }) => key)
  } catch (error) {
    throw translateFailure(error)
  }
}

/**
 * Takes away what is in a workspace. `before` saves what others need of it; it runs once at a time, and never after the
 * workspace is gone. False when another process is at it, or it is gone already.
 */
export async function dropWorkspace(
  pool: pg.Pool,
  key: string,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  const schema = schemaName(key)
  await inTransaction(pool, (runner) => unlistWorkspace(runner, key))
  return inTransaction(pool, async (runner) => {
    // This row is what keeps two from it at once.
    const mine = await runner.first(sql`select 1 as one from mortise.going_workspace
      where key = ${bindSql(key)} for update skip locked`)
    if (mine === undefined) return false
    await before()
    await lockMigrations(runner)
    // A great many tables and files go; nobody waits at a screen for the last of them.
    await runner.rows(rawSql('set local statement_timeout = 0'))
    await runner.rows(rawSql(`drop schema if exists "${schema}" cascade`))
    await runner.rows(sql`delete from mortise.going_workspace where key = ${bindSql(key)}`)
    return true
  })
}
