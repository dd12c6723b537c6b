import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { insertAudit } from '../../audit/insert.ts'
import type { AuditEntry, AuditLine, AuditQuery, AuditTables } from '../../tables/audit.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `seq, at, action, actor, actor_name as "actorName", via, ip, entity, record_id as "recordId", data`,
)

const add = (context: SystemContext, entries: readonly AuditEntry[]): Promise<void> =>
  insertAudit({ runner: context.runner, schema: context.schema, at: context.now() }, entries)

/** An actor is asked for by user id, or by name for those without one (rules, the system, strangers). */
function conditions(context: SystemContext, query: AuditQuery): Fragment {
  const { before, action, actor, entity, recordId, from, to } = query
  const all: Fragment[] = [rawSql('true')]
  if (before !== undefined) all.push(sql`seq < ${bindSql(before)}::bigint`)
  if (action !== undefined) all.push(sql`action = ${textSql(action)}`)
  if (actor !== undefined)
    all.push(isUuid(actor) ? sql`actor = ${uuidSql(actor)}` : sql`actor_name = ${textSql(actor)}`)
  if (entity !== undefined) all.push(sql`entity = ${textSql(entity)}`)
  if (recordId !== undefined) all.push(aboutRecord(context, recordId))
  if (from !== undefined) all.push(sql`at >= ${timeSql(from)}`)
  if (to !== undefined) all.push(sql`at < ${timeSql(to)}`)
  return joinSql(all, ' and ')
}

/** Entries of a record; the one of its making stands at the first of those that were made together with it. */
function aboutRecord(context: SystemContext, recordId: string): Fragment {
  const id = uuidSql(recordId)
  return sql`(record_id = ${id} or (action = 'record.create' and record_id = (
    select c.first_id from ${context.table('record_chunk')} c
    where c.tag = right(${id}::text, 12) and ${id} between c.first_id and c.last_id)))`
}

/** The log of who did what, newest first. */
export function auditTables(
  context: SystemContext,
): Pick<AuditTables, 'audit' | 'auditMany' | 'auditLog' | 'auditActions'> {
  return {
    audit: (entry) => add(context, [entry]),
    auditMany: (entries) => add(context, entries),
    auditLog: (query) =>
      context.runner.rows<AuditLine>(sql`select ${columns} from ${context.table('audit')}
        where ${conditions(context, query)} order by seq desc limit ${bindSql(query.limit)}`),
    auditActions: async () => {
      const rows = await context.runner.rows<{ action: string }>(distinctActions(context))
      return rows.map(({ action }) => action)
    },
  }
}

/** Names of what was ever done, one index step each: as fast with five million entries as with five. */
function distinctActions(context: SystemContext): Fragment {
  const audit = context.table('audit')
  return sql`with recursive found as (
      (select action from ${audit} order by action limit 1)
      union all
      select (select a.action from ${audit} a where a.action > found.action order by a.action limit 1)
      from found where found.action is not null)
    select action from found where action is not null`
}
