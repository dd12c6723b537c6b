import { randomUUID } from 'node:crypto'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { JobTables } from '../../tables/jobs.ts'
import type { ClaimedJob } from '../../types.ts'
import type { SystemContext } from '../context.ts'
import { textsSql, textSql, timeSql } from '../values.ts'

type ClaimOptions = Parameters<JobTables['claim']>[0]
type ClaimRow = ClaimedJob & { readonly spent: boolean }

/** What stands as the error of a job whose every worker died without a word. */
const abandoned = 'the worker stopped without finishing the job'

/**
 * Takes due jobs, and jobs whose lease ran out. A job that was tried often enough and comes back that way becomes a
 * failed one here: a job that kills its worker must not do so for ever.
 */
export async function claim(context: SystemContext, options: ClaimOptions): Promise<readonly ClaimedJob[]> {
  const job = context.table('job')
  const lease = randomUUID()
  const until = new Date(Date.parse(options.now) + options.leaseSeconds * 1000).toISOString()
  const kinds = options.kinds === undefined ? rawSql('') : sql`and kind = any(${textsSql(options.kinds)})`
  const rows = await context.runner.rows<ClaimRow & Row>(sql`with due as materialized (
      select id, attempts >= max_attempts as spent from ${job}
      where failed_at is null and due_at <= ${timeSql(options.now)} ${kinds}
      order by due_at, id limit ${bindSql(options.limit)} for update skip locked)
    update ${job} as j set
      lease = case when spent then null else ${textSql(lease)}::uuid end,
      due_at = case when spent then j.due_at else ${timeSql(until)} end,
      attempts = case when spent then j.attempts else j.attempts + 1 end,
      failed_at = case when spent then ${timeSql(options.now)} end,
      last_error = case when spent then coalesce(j.last_error, ${textSql(abandoned)}) else j.last_error end
    from due where j.id = due.id
    returning j.id, j.kind, j.payload, j.attempts, j.max_attempts as "maxAttempts", j.key, j.lease,
      j.created_at as "createdAt", due.spent`)
  return rows
    .filter((row) => !row.spent)
    .map(({ spent: _spent, ...claimed }) => claimed)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
