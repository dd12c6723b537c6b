import type { Json } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { jsonSql, textSql } from '../values.ts'

type Answer = { readonly status: number; readonly body: Json }

const keptSeconds = 48 * 3600
/** A key without an answer after this time belongs to a process that died. */
const abandonedSeconds = 120

/**
 * Takes the key or gives its answer. Taken inside a transaction, a second request with the key waits for the first;
 * taken outside, it hears that the first is still at work.
 */
async function idempotency(context: SystemContext, key: string, actorId: string): Promise<Answer | null> {
  const { runner } = context
  const table = context.table('idempotency')
  const taken = await runner.change(sql`insert into ${table} as i (actor_id, key, at)
    values (${textSql(actorId)}, ${textSql(key)}, ${context.nowSql()})
    on conflict (actor_id, key) do update set at = excluded.at, status = null, body = null
    where i.at <= ${context.nowSql(keptSeconds)}
      or (i.status is null and i.at <= ${context.nowSql(abandonedSeconds)})`)
  if (taken === 1) return null
  const row = await runner.first<{ status: number | null; body: Json }>(sql`select status, body from ${table}
    where actor_id = ${textSql(actorId)} and key = ${textSql(key)}`)
  if (row === undefined || row.status === null) throw systemErrors.IDEMPOTENCY_IN_PROGRESS()
  return { status: row.status, body: row.body }
}

/** Things that must happen once: requests for 48 hours, effects for ever. */
export function onceTables(
  context: SystemContext,
): Pick<SideTables, 'idempotency' | 'saveIdempotency' | 'once'> {
  const { runner } = context
  return {
    idempotency: (key, actorId) => idempotency(context, key, actorId),
    saveIdempotency: async (key, actorId, answer) => {
      await runner.change(sql`insert into ${context.table('idempotency')} (actor_id, key, at, status, body)
        values (${textSql(actorId)}, ${textSql(key)}, ${context.nowSql()}, ${bindSql(answer.status)}::int, ${jsonSql(answer.body)})
        on conflict (actor_id, key) do update set status = excluded.status, body = excluded.body`)
    },
    once: async (key) =>
      (await runner.change(sql`insert into ${context.table('once')} (key, at)
        values (${textSql(key)}, ${context.nowSql()}) on conflict do nothing`)) === 1,
  }
}
