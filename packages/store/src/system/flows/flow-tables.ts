import type { Json } from '@mortise/expressions'
import { sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowTables } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql } from '../values.ts'
import { approvalTables } from './approvals.ts'
import { inboxTables } from './inbox.ts'
import { instanceTables } from './instances.ts'
import { waitTables } from './waits.ts'

/** Flow definitions, instances, items and events of one workspace. */
export function flowTables(context: SystemContext): FlowTables {
  const definition = context.table('flow_definition')
  const instance = context.table('flow_instance')
  return {
    ...instanceTables(context),
    ...inboxTables(context),
    ...waitTables(context),
    ...approvalTables(context),
    putDefinition: async (flow, hash, json) => {
      await context.runner.change(sql`insert into ${definition} (flow, hash, json, created_at)
        values (${textSql(flow)}, ${textSql(hash)}, ${jsonSql(json)}, ${context.nowSql()}) on conflict do nothing`)
    },
    openDefinitions: () =>
      context.runner.rows<{ flow: string; hash: string; count: number; json: Json | null } & Row>(sql`
        select i.flow, i.definition_version as hash, count(*)::int as count,
          (select d.json from ${definition} d where d.flow = i.flow and d.hash = i.definition_version) as json
        from ${instance} i where i.ended_at is null group by 1, 2 order by 1, 2`),
    moveInstances: async (flow, from, to) => {
      await context.runner.change(sql`update ${instance} set definition_version = ${textSql(to)}
        where flow = ${textSql(flow)} and definition_version = ${textSql(from)} and ended_at is null`)
    },
    definition: async (flow, hash) => {
      const row = await context.runner.first<{ json: Json }>(sql`select json from ${definition}
        where flow = ${textSql(flow)} and hash = ${textSql(hash)}`)
      return row?.json ?? null
    },
  }
}
