import type { Json } from '@mortise/expressions'
import { bindSql, sql } from '@mortise/expressions/sql'
import type { SystemContext } from '../context.ts'
import { jsonSql, uuidSql } from '../values.ts'

/** The number an event brings. */
export function numberOf(event: Json): number {
  return Number((event as { readonly seq?: Json }).seq)
}

/**
 * What a command brought is one row: a list of events, under the number of the first. The primary key refuses two writers
 * that both think they are next.
 */
export async function appendEvents(
  context: SystemContext,
  id: string,
  events: readonly Json[],
): Promise<void> {
  const [first] = events
  if (first === undefined) return
  await context.runner.post(sql`insert into ${context.table('flow_event')} (instance_id, seq, json)
    values (${uuidSql(id)}, ${bindSql(numberOf(first))}::int, ${jsonSql(events)})`)
}

/** What happened in a run, one by one. */
export async function eventsOf(context: SystemContext, id: string): Promise<readonly Json[]> {
  const rows = await context.runner.rows<{ json: Json }>(sql`select json
    from ${context.table('flow_event_each')} where instance_id = ${uuidSql(id)} order by seq`)
  return rows.map(({ json }) => json)
}
