import { sql } from '@mortise/expressions/sql'
import type { JobTables } from '../../tables/jobs.ts'
import type { ClaimedJob } from '../../types.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

/** Moves the end of the lease, if it still holds. */
export async function extend(
  context: SystemContext,
  job: ClaimedJob,
  { leaseSeconds, now }: Parameters<JobTables['extend']>[1],
): Promise<boolean> {
  const until = new Date(Date.parse(now) + leaseSeconds * 1000).toISOString()
  return (
    (await context.runner.change(
      sql`update ${context.table('job')} set due_at = ${timeSql(until)} where id = ${uuidSql(job.id)} and lease = ${uuidSql(job.lease)}`,
    )) === 1
  )
}

/**
 * Deletes the job if the lease still holds. Inside a transaction the row stays locked to its end: another worker
 * neither claims it nor completes it meanwhile.
 */
export async function complete(context: SystemContext, job: ClaimedJob): Promise<boolean> {
  return (
    (await context.runner.change(
      sql`delete from ${context.table('job')} where id = ${uuidSql(job.id)} and lease = ${uuidSql(job.lease)}`,
    )) === 1
  )
}

/**
 * Puts the job back, or to the failed ones when there is no next try. Where the same key was added meanwhile, the
 * newer job takes its place, as it would have while it waited.
 */
export async function fail(
  context: SystemContext,
  job: ClaimedJob,
  failure: Parameters<JobTables['fail']>[1],
): Promise<boolean> {
  const table = context.table('job')
  const words = failure.words ? jsonSql({ ...failure.words }) : sql`null::json`
  const held = sql`id = ${uuidSql(job.id)} and lease = ${uuidSql(job.lease)}`
  if (failure.retryAt === null)
    return (
      (await context.runner.change(sql`update ${table} set lease = null, failed_at = ${context.nowSql()},
        last_error = ${textSql(failure.error)}, last_words = ${words}, attempts = max_attempts where ${held}`)) ===
      1
    )
  // Taken out and put back in, because only an insert can give way to a key that is there.
  const row = await context.runner.first<{ count: number }>(sql`with gone as (
      delete from ${table} where ${held} returning *),
    back as (
      insert into ${table} (id, kind, payload, key, due_at, attempts, max_attempts, last_error, last_words, created_at)
      select id, kind, payload, key, ${timeSql(failure.retryAt)}, attempts, max_attempts, ${textSql(failure.error)}, ${words}, created_at
      from gone on conflict (key) where lease is null and failed_at is null do nothing)
    select count(*)::int as count from gone`)
  return row?.count === 1
}

/** The last failure of a key, unless another job of that key waits or runs. */
export async function failure(
  context: SystemContext,
  key: string,
): Promise<{ readonly error: string; readonly at: string } | null> {
  const table = context.table('job')
  const row = await context.runner.first<{ error: string; at: string }>(sql`
    select coalesce(last_error, '') as error, failed_at as at from ${table} j
    where j.key = ${textSql(key)} and j.failed_at is not null
      and not exists (select from ${table} o where o.key = j.key and o.failed_at is null)
    order by j.failed_at desc limit 1`)
  return row ?? null
}
