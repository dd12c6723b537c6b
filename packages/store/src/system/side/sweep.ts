import { sql } from '@mortise/expressions/sql'
import type { SystemContext } from '../context.ts'

const answersKeptSeconds = 48 * 3600
const attemptsKeptSeconds = 86_400
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
  return answers + attempts + sessions + drafts
}
