import { randomUUID } from 'node:crypto'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { JobTables } from '../../tables/jobs.ts'
import type { ClaimedJob } from '../../types.ts'
import type { SystemContext } from '../context.ts'
import { textsSql, textSql, timeSql } from '../values.ts'

type ClaimOptions = Parameters<JobTables['claim']>[0]

/**
 * Takes due jobs, and jobs whose lease ran out. A job that was tried often enough and comes back that way is `spent`: a
 * job that kills its worker must not do so for ever, and somebody has to be told of it.
 */
export async function claim(context: SystemContext, options: ClaimOptions): Promise<readonly ClaimedJob[]> {
  const job = context.table('job')
  const lease = randomUUID()
  const until = new Date(Date.parse(options.now) + options.leaseSeconds * 1000).toISOString()
  const kinds = options.kinds === undefined ? rawSql('') : sql`and kind = any(${textsSql(options.kinds)})`
  const rows = await context.runner.rows<ClaimedJob & Row>(sql`with due as materialized (
      select id, attempts >= max_attempts as spent from ${job}
      where failed_at is null and due_at <= ${timeSql(options.now)} ${kinds}
      order by due_at, id limit ${bindSql(options.limit)} for update skip locked)
    update ${job} as j set
      lease = ${textSql(lease)}::uuid,
      due_at = ${timeSql(until)},
      attempts = case when spent then j.attempts else j.attempts + 1 end
    from due where j.id = due.id
    returning j.id, j.kind, j.payload, j.attempts, j.max_attempts as "maxAttempts", j.key, j.lease,
      j.created_at as "createdAt", due.spent`)
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
