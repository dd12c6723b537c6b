import { renderSql, sql } from '@mortise/expressions/sql'
import type { FlowChange, FlowInstanceRow } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { numberOf } from './events.ts'

const texts = new Map<string, string>()

/** The statement's text, put together once a workspace; numbered by hand, because the run's id stands in it everywhere. */
function textFor({ schema, table }: SystemContext): string {
  let text = texts.get(schema)
  if (text === undefined) {
    text = renderSql(sql`with command as (
      insert into ${table('command_log')} (instance_id, command_id, at)
      values ($1::uuid, $12::text, $13::timestamptz)
    ), event as (
      insert into ${table('flow_event')} (instance_id, seq, json)
      select $1::uuid, $14::int, $15::json where $14::int is not null
    ), visit as (
      insert into ${table('flow_visit')} (instance_id, token_id, node_id, round, entered_at, left_at, how, deadline)
      select $1::uuid, x.* from json_to_recordset($16::json) as x ("tokenId" text, "nodeId" text, "round" int,
        "enteredAt" timestamptz, "leftAt" timestamptz, "how" text, "deadline" timestamptz)
      where x."enteredAt" is not null
    )
    insert into ${table('flow_instance')}
      (id, flow, definition_version, entity, record_id, starter, status, title, state, started_at, ended_at, stopped)
    values ($1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::text, $7::text, $8::text, $9::jsonb, $10::timestamptz,
      $11::timestamptz, $17::boolean)`).text
    texts.set(schema, text)
  }
  return text
}

/** A new run with its first command, what that brought and its stays at nodes, in one statement; items not. */
export function insertRun(
  context: SystemContext,
  row: FlowInstanceRow,
  change: FlowChange & { readonly commandId: string },
): Promise<void> {
  const { commandId, events, visits = [] } = change
  const [first] = events
  const values = [
    row.id,
    row.flow,
    row.definitionVersion,
    row.entity,
    row.recordId,
    row.starter,
    row.status,
    row.title,
    JSON.stringify(row.state),
    row.startedAt,
    row.endedAt,
    commandId,
    context.now(),
    first === undefined ? null : numberOf(first),
    JSON.stringify(events),
    JSON.stringify(visits),
    row.stopped === true,
  ]
  return context.runner.post({ text: textFor(context), values })
}
