import { randomUUID } from 'node:crypto'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { inject } from 'vitest'
import './provided.ts'

/** A database of its own for one test or test file. */
export type TestDatabase = {
  readonly url: string
  readonly name: string
  /** Cuts all connections and removes the database. Pools need an `error` listener to live through that. */
  drop(): Promise<void>
}

/**
 * Makes an empty database, or a copy of `template` (a name as `testTemplate` returns it), on the run's
 * cluster. Only in tests of the project `database`: names `*.db.test.ts`.
 */
export async function createTestDatabase(
  options: { readonly template?: string } = {},
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = escapeIdentifier(options.template ?? 'template0')
  await administer((admin) =>
    admin.query(`create database ${escapeIdentifier(name)} template ${template} strategy file_copy`),
  )
  return {
    url: urlOf(name),
    name,
    drop: async () => {
      await administer((admin) =>
        admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
      )
    },
  }
}

/**
 * The name of a database that `prepare` has filled once for the whole run, to be copied by
 * `createTestDatabase({ template })`: copying is far cheaper than migrating in each file. `key` says what is
 * in it (add a version or hash to it where the server outlives the run). `prepare` must close what it opens.
 */
export async function testTemplate(key: string, prepare: (url: string) => Promise<void>): Promise<string> {
  const name = `template_${key}`
  await administer(async (admin) => {
    // Test files run side by side: one prepares, the others wait for it.
    await admin.query('select pg_advisory_lock(hashtext($1))', [name])
    const found = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [name])
    if (found.rowCount === 0) await fillTemplate(admin, name, prepare)
  })
  return name
}

async function fillTemplate(
  admin: Client,
  name: string,
  prepare: (url: string) => Promise<void>,
): Promise<void> {
  // One that is there but not marked is what a failed preparation left.
  await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`)
  await admin.query(`create database ${escapeIdentifier(name)} template template0 strategy file_copy`)
  await prepare(urlOf(name))
  await admin.query(`alter database ${escapeIdentifier(name)} is_template true`)
  // A connection that closes late would make the copies fail.
  await admin.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${escapeLiteral(name)}`,
  )
}

async function administer<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: inject('databaseUrl') })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(name: string): string {
  const url = new URL(inject('databaseUrl'))
  url.pathname = `/${name}`
  return url.href
}
