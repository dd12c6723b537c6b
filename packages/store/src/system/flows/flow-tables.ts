import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import type { FlowInstanceRow, FlowTables } from '../../tables/flows.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql } from '../values.ts'
import { approvalTables } from './approvals.ts'
import { factTables } from './facts.ts'
import { inboxTables } from './inbox.ts'
import { instanceTables } from './instances.ts'
import { instanceColumns } from './rows.ts'
import { promiseTables } from './promises.ts'
import { runListTables } from './run-lists.ts'
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
    ...factTables(context),
    ...promiseTables(context),
    ...runListTables(context),
    putDefinition: async (flow, hash, json) => {
      await context.runner.post(sql`insert into ${definition} (flow, hash, json, created_at)
        values (${textSql(flow)}, ${textSql(hash)}, ${jsonSql(json)}, ${context.nowSql()}) on conflict do nothing`)
    },
    openDefinitions: () =>
      context.runner.rows<{ flow: string; hash: string; count: number; json: Json | null } & Row>(sql`
        select i.flow, i.definition_version as hash, count(*)::int as count,
          (select d.json from ${definition} d where d.flow = i.flow and d.hash = i.definition_version) as json
        from ${instance} i where i.ended_at is null group by 1, 2 order by 1, 2`),
    openVersions: (flow) =>
      context.runner.rows<{ hash: string; count: number; first: string; last: string } & Row>(sql`
        select i.definition_version as hash, count(*)::int as count, min(i.started_at) as first,
          max(i.started_at) as last
        from ${instance} i where i.flow = ${textSql(flow)} and i.ended_at is null
        group by 1 order by max(i.started_at) desc, 1`),
    openOnOthers: (flow, version, { limit, lock = false }) =>
      context.runner.rows<FlowInstanceRow & Row>(sql`select ${instanceColumns} from ${instance} i
        where i.flow = ${textSql(flow)} and i.ended_at is null
          and i.definition_version <> ${textSql(version)}
        order by i.id limit ${bindSql(limit)} ${rawSql(lock ? 'for update' : '')}`),
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
