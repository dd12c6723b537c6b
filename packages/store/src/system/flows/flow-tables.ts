import type { Json } from '@mortise/expressions'
import { sql } from '@mortise/expressions/sql'
import type { FlowTables } from '../../system-types.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql } from '../values.ts'
import { inboxTables } from './inbox.ts'
import { instanceTables } from './instances.ts'

/** Flow definitions, instances, items and events of one workspace. */
export function flowTables(context: SystemContext): FlowTables {
  const definition = context.table('flow_definition')
  return {
    ...instanceTables(context),
    ...inboxTables(context),
    putDefinition: async (flow, hash, json) => {
      await context.runner.change(sql`insert into ${definition} (flow, hash, json, created_at)
        values (${textSql(flow)}, ${textSql(hash)}, ${jsonSql(json)}, ${context.nowSql()}) on conflict do nothing`)
    },
    definition: async (flow, hash) => {
      const row = await context.runner.first<{ json: Json }>(sql`select json from ${definition}
        where flow = ${textSql(flow)} and hash = ${textSql(hash)}`)
      return row?.json ?? null
    },
  }
}
