import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { DocumentKind } from '@mortise/schema'
import type { Json } from '@mortise/expressions'
import type { Row } from '../../database/runner.ts'
import type { DesignTables, NameChange } from '../../tables/design.ts'
import type { SystemContext } from '../context.ts'
import { jsonSql, textSql, textsSql, uuidSql } from '../values.ts'

/** Columns of our own tables that hold the key of a document of a kind. */
const places: readonly (readonly [kind: DocumentKind, table: string, column: string])[] = [
  ['entity', 'flow_instance', 'entity'],
  ['entity', 'flow_item', 'entity'],
  ['entity', 'comment', 'entity'],
  ['entity', 'notification', 'entity'],
  ['entity', 'saved_view', 'entity'],
  ['entity', 'form_draft', 'entity'],
  ['entity', 'import', 'entity'],
  ['entity', 'favourite', 'entity'],
  ['entity', 'visited', 'entity'],
  ['entity', 'rule_timer', 'entity'],
  ['entity', 'rule_run', 'entity'],
  ['report', 'favourite', 'report'],
  ['dashboard', 'favourite', 'dashboard'],
  ['flow', 'flow_instance', 'flow'],
  ['flow', 'flow_definition', 'flow'],
  ['role', 'api_key', 'role'],
  ['assignment', 'pool_cursor', 'policy'],
  ['assignment', 'assignment', 'policy'],
  ['entity', 'assignment', 'entity'],
  ['entity', 'behaviour', 'entity'],
  ['entity', 'sla_clock', 'entity'],
]

/** Properties of waiting jobs that hold such a key. */
const jobPlaces: readonly (readonly [kind: DocumentKind, property: string])[] = [
  ['entity', 'entity'],
  ['rule', 'rule'],
]

/** The new names of one kind as a table `m (old, new)`: all at once, so that two may swap names. */
function pairs(changes: readonly Pick<NameChange, 'from' | 'to'>[]): Fragment {
  return sql`unnest(${textsSql(changes.map((one) => one.from))}, ${textsSql(changes.map((one) => one.to))}) as m (old, new)`
}

async function carry(
  context: SystemContext,
  kind: DocumentKind,
  changes: readonly NameChange[],
): Promise<void> {
  const { runner } = context
  const m = pairs(changes)
  for (const [of, table, name] of places) {
    const column = rawSql(`"${name}"`)
    if (of === kind)
      await runner.change(
        sql`update ${context.table(table)} t set ${column} = m.new from ${m} where t.${column} = m.old`,
      )
  }
  for (const [of, property] of jobPlaces)
    if (of === kind)
      await runner.change(sql`update ${context.table('job')} t
        set payload = jsonb_set(t.payload::jsonb, array[${textSql(property)}], to_jsonb(m.new))::json
        from ${m} where t.payload ->> ${textSql(property)} = m.old`)
}

/** People hold their roles in a list; what is cached of them is stale then. */
async function carryRoles(context: SystemContext, changes: readonly NameChange[]): Promise<void> {
  const m = pairs(changes)
  await context.runner.change(sql`update ${context.table('user')} u set roles = array(
      select coalesce(m.new, r.role) from unnest(u.roles) with ordinality as r (role, at)
      left join ${m} on m.old = r.role order by r.at)
    where u.roles && ${textsSql(changes.map((one) => one.from))}`)
  await context.runner.change(sql`update ${context.table('people_revision')} set revision = revision + 1`)
}

/** New names of documents in everything of ours beside the design itself. Audit and history say what was then. */
export function nameTables(
  context: SystemContext,
): Pick<DesignTables, 'carryNames' | 'carryVariables' | 'keptNames' | 'putKeptNames'> {
  const { runner } = context
  const [view, file] = [context.table('saved_view'), context.table('import')]
  return {
    carryNames: async (changes) => {
      for (const [kind, own] of Map.groupBy(changes, (one) => one.kind)) {
        await carry(context, kind, own)
        if (kind === 'role') await carryRoles(context, own)
      }
    },
    carryVariables: async ({ flow, hash, options }) => {
      // One statement for each variable, so that two options may swap names.
      for (const [variable, own] of Map.groupBy(options, (one) => one.variable)) {
        const m = pairs(own)
        const name = textSql(variable)
        await runner.change(sql`update ${context.table('flow_instance')} t
          set state = jsonb_set(t.state, array['variables', ${name}], to_jsonb(m.new)) from ${m}
          where t.ended_at is null and t.flow = ${textSql(flow)} and t.definition_version = ${textSql(hash)}
            and t.state -> 'variables' ->> ${name} = m.old`)
      }
    },
    keptNames: async () => ({
      views: await runner.rows<{ id: string; entity: string; json: Json } & Row>(
        sql`select id, entity, json from ${view} order by id`,
      ),
      imports: await runner.rows<{ id: string; entity: string; mapping: Json } & Row>(
        sql`select id, entity, mapping from ${file} where state not in ('done', 'canceled', 'failed', 'reverted') order by id`,
      ),
    }),
    putKeptNames: async ({ views, imports }) => {
      for (const { id, json } of views)
        await runner.change(sql`update ${view} set json = ${jsonSql(json)} where id = ${uuidSql(id)}`)
      for (const { id, mapping } of imports)
        await runner.change(sql`update ${file} set mapping = ${jsonSql(mapping)} where id = ${uuidSql(id)}`)
    },
  }
}
