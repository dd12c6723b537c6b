import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { AuditEntry, SideTables } from '../../system-types.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, rowsSql, textSql, uuidSql } from '../values.ts'

type AuditQuery = Parameters<SideTables['auditLog']>[0]
type AuditRow = Awaited<ReturnType<SideTables['auditLog']>>[number]

const columns = rawSql(
  `seq, at, action, actor_name as "actorName", via, entity, record_id as "recordId", data`,
)

/** Adds entries in the order given, in one statement; in the transaction of the change they tell of. */
export async function addAudit(context: SystemContext, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry, n) => ({ ...entry, data: JSON.stringify(entry.data), n }))
  await context.runner.change(sql`insert into ${context.table('audit')}
      (at, action, actor, actor_name, via, ip, entity, record_id, data)
    select ${context.nowSql()}, "action", "actor", "actorName", "via", "ip", "entity", "recordId", "data"::jsonb
    from json_to_recordset(${rowsSql(rows)}) as x ("action" text, "actor" uuid, "actorName" text, "via" text,
      "ip" text, "entity" text, "recordId" uuid, "data" text, "n" int) order by "n"`)
}

/** An actor is asked for by user id, or by name for those without one (rules, the system, strangers). */
function conditions(query: AuditQuery): Fragment {
  const { before, action, actor, entity, recordId } = query
  const all: Fragment[] = [rawSql('true')]
  if (before !== undefined) all.push(sql`seq < ${bindSql(before)}::bigint`)
  if (action !== undefined) all.push(sql`action = ${textSql(action)}`)
  if (actor !== undefined)
    all.push(isUuid(actor) ? sql`actor = ${uuidSql(actor)}` : sql`actor_name = ${textSql(actor)}`)
  if (entity !== undefined) all.push(sql`entity = ${textSql(entity)}`)
  if (recordId !== undefined) all.push(sql`record_id = ${uuidSql(recordId)}`)
  return joinSql(all, ' and ')
}

/** The log of who did what, newest first. */
export function auditTables(context: SystemContext): Pick<SideTables, 'audit' | 'auditMany' | 'auditLog'> {
  return {
    audit: (entry) => addAudit(context, [entry]),
    auditMany: (entries) => addAudit(context, entries),
    auditLog: (query) =>
      context.runner.rows<AuditRow>(sql`select ${columns} from ${context.table('audit')}
        where ${conditions(query)} order by seq desc limit ${bindSql(query.limit)}`),
  }
}
