import { sql } from '@mortise/expressions/sql'
import type { SystemContext } from '../context.ts'
import { uuidSql } from '../values.ts'

const answersKeptSeconds = 48 * 3600
const attemptsKeptSeconds = 86_400
const runsKeptSeconds = 90 * 86_400
const watchRunsKeptSeconds = 180 * 86_400
/** Looks at figures that found nothing new. */
const calmRunsKeptSeconds = 30 * 86_400
const brakesKeptSeconds = 120
const hookCallsKeptSeconds = 30 * 86_400
const draftsKeptSeconds = 90 * 86_400

/** Removes what nobody can use any more; returns how many rows. */
export async function sweep(context: SystemContext): Promise<number> {
  const { runner } = context
  const answers = await runner.change(
    sql`delete from ${context.table('idempotency')} where at <= ${context.nowSql(answersKeptSeconds)}`,
  )
  const attempts = await runner.change(
    sql`delete from ${context.table('attempt')} where since <= ${context.nowSql(attemptsKeptSeconds)}`,
  )
  const sessions = await runner.change(
    sql`delete from ${context.table('session')} where expires_at <= ${context.nowSql()}`,
  )
  const drafts = await runner.change(
    sql`delete from ${context.table('form_draft')} where updated_at <= ${context.nowSql(draftsKeptSeconds)}`,
  )
  // Their ids begin with the time they were made at.
  const oldest = (Date.parse(context.now()) - runsKeptSeconds * 1000).toString(16).padStart(12, '0')
  const runs = await runner.change(sql`delete from ${context.table('rule_run')}
    where id < ${uuidSql(`${oldest.slice(0, 8)}-${oldest.slice(8)}-0000-0000-000000000000`)}`)
  const watched = await runner.change(sql`delete from ${context.table('report_watch_run')}
    where at <= ${context.nowSql(calmRunsKeptSeconds)}
      and (state in ('calm', 'held') or at <= ${context.nowSql(watchRunsKeptSeconds)})`)
  const brakes = await runner.change(
    sql`delete from ${context.table('brake')} where since <= ${context.nowSql(brakesKeptSeconds)}`,
  )
  const calls = await runner.change(
    sql`delete from ${context.table('hook_call')} where at <= ${context.nowSql(hookCallsKeptSeconds)}`,
  )
  return calls + watched + runs + answers + attempts + sessions + drafts + brakes
}
