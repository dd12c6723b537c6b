import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { storeErrors } from '../errors.ts'
import { quoted } from '../sql/names.ts'
import type { Runner } from './runner.ts'

/** One migration file. */
export type Migration = { readonly name: string; readonly text: string; readonly hash: string }

const fileName = /^\d{4}-[a-z0-9-]+\.sql$/

/** Reads the migrations of a folder in order. They are append-only: a file that was released never changes. */
export function readMigrations(kind: 'platform' | 'workspace'): readonly Migration[] {
  const folder = join(import.meta.dirname, '..', 'migrations', kind)
  return readdirSync(folder)
    .filter((name) => fileName.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Held to the end of the transaction, so that two processes that start together migrate once. Whoever comes second waits
 * for as long as the first one takes; the limits of the session hold again behind it.
 */
export async function lockMigrations(runner: Runner): Promise<void> {
  for (const name of limits) await runner.rows(rawSql(`set local ${name} = 0`))
  await runner.rows(rawSql(`select pg_advisory_xact_lock(hashtextextended('mortise.migration', 0))`))
  for (const name of limits) await runner.rows(rawSql(`set local ${name} to default`))
}

const limits = ['lock_timeout', 'statement_timeout'] as const

/** Brings one schema up to date, inside the caller's transaction. Returns the names of what was run. */
export async function migrateSchema(
  runner: Runner,
  schema: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const name = quoted(schema)
  await runner.rows(rawSql(`create schema if not exists ${name}`))
  await runner.rows(
    rawSql(
      `create table if not exists ${name}.migration (name text primary key, hash text not null, at timestamptz not null default now())`,
    ),
  )
  const done = await runner.rows<{ name: string; hash: string }>(
    rawSql(`select name, hash from ${name}.migration order by name`),
  )
  const pending = pendingOf(migrations, new Map(done.map((row) => [row.name, row.hash])))
  // Millions of rows may have to be gone through; the limit is meant for people who wait for an answer.
  if (pending.length > 0) await runner.rows(rawSql('set local statement_timeout = 0'))
  for (const one of pending) {
    await runner.rows(rawSql(one.text.replaceAll('{{schema}}', () => name)))
    await runner.rows(
      sql`insert into ${rawSql(name)}.migration (name, hash) values (${bindSql(one.name)}, ${bindSql(one.hash)})`,
    )
  }
  return pending.map((one) => one.name)
}

function pendingOf(
  migrations: readonly Migration[],
  done: ReadonlyMap<string, string>,
): readonly Migration[] {
  const known = new Set(migrations.map((one) => one.name))
  for (const name of done.keys()) if (!known.has(name)) throw storeErrors.STORE_MIGRATION_NEWER({ name })
  for (const one of migrations) {
    const hash = done.get(one.name)
    if (hash !== undefined && hash !== one.hash) throw storeErrors.STORE_MIGRATION_CHANGED({ name: one.name })
  }
  return migrations.filter((one) => !done.has(one.name))
}
