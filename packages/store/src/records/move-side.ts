import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import { ownTable } from '../sql/names.ts'
import type { MovedLinks } from '../types.ts'
import type { WriteContext } from './context.ts'

/** What hangs on a record without being a field of another, and may hang on any number of times. */
const tables = ['comment', 'notification', 'flow_instance', 'kept_print'] as const
type Name = (typeof tables)[number]

/** What else has to follow: a running flow carries the id of its record in its state. */
function alsoSet(name: Name, id: Fragment): Fragment {
  return name === 'flow_instance'
    ? sql`, state = case when t.state ? 'recordId' then jsonb_set(t.state, '{recordId}', to_jsonb(${id}::text)) else t.state end`
    : rawSql('')
}
const shareMoved = 'share'
const shareRaised = 'share_raised'

type Move = { readonly from: readonly string[]; readonly to: string }

/** Hangs what hangs on some records on another one; answers what is needed to bring it back. */
export async function moveSide(context: WriteContext, of: Move): Promise<readonly MovedLinks[]> {
  const moved: MovedLinks[] = []
  for (const name of tables) {
    const table = ownTable(context.base.schema, name)
    const rows = await context.runner.rows<{ id: string; value: string }>(
      sql`update ${table} as t set record_id = ${bindSql(of.to)}::uuid${alsoSet(name, bindSql(of.to))} from (select id, record_id from ${table} where record_id = any(${bindSql(of.from)}::uuid[])) as o where t.id = o.id returning o.id, o.record_id as value`,
    )
    if (rows.length > 0) moved.push({ entity: null, field: name, rows })
  }
  return [...moved, ...(await moveShares(context, of))]
}

/**
 * Who was let into any of the records is let into the one that stays, as far as the most open of them: a share it has
 * already is raised, of several the most open one goes over, the rest stays where it is.
 */
async function moveShares(context: WriteContext, of: Move): Promise<readonly MovedLinks[]> {
  const { runner, base } = context
  const table = ownTable(base.schema, 'share')
  const to = sql`${bindSql(of.to)}::uuid`
  const best = sql`select distinct on (s.principal) s.id, s.principal, s.level, s.until, s.record_id from ${table} s where s.record_id = any(${bindSql(of.from)}::uuid[]) and (s.until is null or s.until > ${bindSql(base.now)}::timestamptz) order by s.principal, s.level = 'write' desc, s.until desc nulls first`
  const raised = await runner.rows<{ id: string; value: { level: string; until: string | null } }>(
    sql`with best as (${best}), old as (select k.id, k.level, k.until, b.level as level_b, b.until as until_b from ${table} k join best b on b.principal = k.principal where k.record_id = ${to})
      update ${table} as t set level = case when o.level_b = 'write' then 'write' else t.level end, until = case when t.until is null or o.until_b is null then null else greatest(t.until, o.until_b) end
      from old as o where t.id = o.id and (o.level is distinct from case when o.level_b = 'write' then 'write' else o.level end or (o.until is not null and (o.until_b is null or o.until_b > o.until)))
      returning o.id, json_build_object('level', o.level, 'until', o.until, 'level_now', t.level, 'until_now', t.until) as value`,
  )
  const rows = await runner.rows<{ id: string; value: string }>(
    sql`with best as (${best}) update ${table} as t set record_id = ${to} from best b where t.id = b.id and not exists (select from ${table} k where k.record_id = ${to} and k.principal = b.principal) returning b.id, b.record_id as value`,
  )
  return [
    ...(raised.length === 0 ? [] : [{ entity: null, field: shareRaised, rows: raised }]),
    ...(rows.length === 0 ? [] : [{ entity: null, field: shareMoved, rows }]),
  ]
}

/** Brings one kind of it back, where it still hangs on `to`; what was changed since stays as it is. */
export async function bringSideBack(
  context: WriteContext,
  of: { readonly name: string; readonly to: string; readonly rows: MovedLinks['rows'] },
): Promise<void> {
  const { runner, base } = context
  const was = bindSql(JSON.stringify(of.rows))
  const to = sql`${bindSql(of.to)}::uuid`
  if (of.name === shareRaised) {
    await runner.change(
      sql`update ${ownTable(base.schema, 'share')} as t set level = o.value->>'level', until = (o.value->>'until')::timestamptz from jsonb_to_recordset(${was}::jsonb) as o(id uuid, value jsonb) where t.id = o.id and t.record_id = ${to} and t.level = o.value->>'level_now' and t.until is not distinct from (o.value->>'until_now')::timestamptz`,
    )
    return
  }
  const name = tables.find((one) => one === of.name)
  if (name === undefined && of.name !== shareMoved) return
  const more = name === undefined ? rawSql('') : alsoSet(name, rawSql('o.value'))
  await runner.change(
    sql`update ${ownTable(base.schema, name ?? shareMoved)} as t set record_id = o.value${more} from jsonb_to_recordset(${was}::jsonb) as o(id uuid, value uuid) where t.id = o.id and t.record_id = ${to}`,
  )
}
