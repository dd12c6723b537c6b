import type { Pool, PoolClient } from 'pg'
import { schema } from './workspace.ts'

/**
 * Brings many rows into a table with `work`: its indexes are made anew behind them, several times as fast, and no trigger
 * works out what is known. Links may lead to rows that come later.
 */
export async function loaded(
  pool: Pool,
  table: string,
  work: (client: PoolClient) => Promise<unknown>,
): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; text: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as text from pg_index i join pg_class c on c.oid = i.indexrelid
     where i.indrelid = '${schema}.${table}'::regclass and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`,
  )
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '512MB'; set synchronous_commit = off`)
    await client.query('set session_replication_role = replica')
    for (const { name } of indexes) await client.query(`drop index ${schema}."${name}"`)
    await work(client)
    for (const { text } of indexes) await client.query(text)
  } finally {
    // What was set is not for anybody else.
    client.release(true)
  }
}
