import { bindSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { ownTable } from '../sql/names.ts'
import type { AuditEntry } from '../tables/audit.ts'

/**
 * Writes entries of the audit log in the order given, in one statement, in the transaction of the change they tell of.
 * `at` is an ISO instant.
 */
export async function insertAudit(
  to: { readonly runner: Runner; readonly schema: string; readonly at: string },
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry, n) => ({ ...entry, n }))
  await to.runner.post(
    sql`insert into ${ownTable(to.schema, 'audit')} (at, action, actor, actor_name, via, ip, entity, record_id, data) select ${bindSql(to.at)}::timestamptz, x.action, x.actor, x."actorName", x.via, x.ip, x.entity, x."recordId", coalesce(x.data, 'null'::jsonb) from jsonb_to_recordset(${bindSql(JSON.stringify(rows))}::jsonb) as x(action text, actor uuid, "actorName" text, via text, ip text, entity text, "recordId" uuid, data jsonb, n int) order by x.n`,
  )
}
