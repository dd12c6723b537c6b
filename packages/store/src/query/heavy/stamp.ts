import { rawSql } from '@mortise/expressions/sql'
import type { Runner } from '../../database/runner.ts'

const text = rawSql(
  `select pg_current_snapshot()::text || ' ' || extract(epoch from pg_postmaster_start_time())::text as stamp`,
)

/**
 * What tells one state of the data from every other. A snapshot says which transactions are done: two that are equal see
 * the same rows, whichever process asks, because a transaction that wrote something leaves the list of those under way, or
 * moves its end, at the very moment its rows come into sight. Another server, or one that was put back in time, began at
 * another moment. It is coarse: any write anywhere in the database makes a new one.
 */
export async function stampOf(runner: Runner): Promise<string> {
  const row = await runner.first<{ readonly stamp: string }>(text)
  return row?.stamp ?? ''
}
