import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RelationModel } from '@mortise/schema'
import { hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { MovedLinks, WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { changeLinks, pointing } from './release.ts'
import { storedColumns } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { idOf, storedValues } from './values.ts'

type Touched = WriteResult['touched']
type Repointed = { readonly moved: readonly MovedLinks[]; readonly touched: Touched }

/**
 * Makes everything that points at some records point at another one instead, with history and figures as for any change:
 * links, rows of sub-tables behind those that are there, lists that hold them, comments and shares. Answers what is needed
 * to bring it back.
 */
export async function repoint(
  context: WriteContext,
  of: { readonly entity: string; readonly from: readonly string[]; readonly to: string },
): Promise<Repointed> {
  const shape = context.base.shapes.entity(of.entity)
  const moved: MovedLinks[] = []
  const touched: Touched[number][] = []
  for (const relation of shape.entity.relations) {
    if (relation.many === 'forth') continue
    const one = await repointRelation(context, relation, of)
    moved.push(...one.moved)
    touched.push(...one.touched)
  }
  moved.push(...(await repointSide(context, of)))
  return { moved, touched }
}

async function repointRelation(
  context: WriteContext,
  relation: RelationModel,
  of: { readonly from: readonly string[]; readonly to: string },
): Promise<Repointed> {
  const { runner, base } = context
  const child = base.shapes.entity(relation.target)
  const found = await runner.rows(
    sql`select ${storedColumns(child)} from ${recordTable(base.schema, child.key)} where ${pointing(relation, of.from)} order by id for no key update`,
  )
  if (found.length === 0) return { moved: [], touched: [] }
  const rows = found.map((row) => ({
    values: storedValues(child, row),
    live: row[hidden.deletedAt] === null,
  }))
  const via = rawSql(quoted(relation.via))
  const next =
    relation.many === 'back'
      ? sql`array(select distinct case when x = any(${bindSql(of.from)}::uuid[]) then ${bindSql(of.to)}::uuid else x end as x from unnest(${via}) as x order by x)`
      : sql`${bindSql(of.to)}::uuid`
  const touched = await changeLinks(context, child, { rows, key: relation.via, next })
  if (relation.owned)
    await appendRows(context, child, { relation, to: of.to, ids: rows.map(({ values }) => idOf(values)) })
  const before = rows.map(({ values }) => ({ id: idOf(values), value: values[relation.via] ?? null }))
  return { moved: [{ entity: child.key, field: relation.via, rows: before }], touched }
}

/** Rows that come along stand behind those that are there, in their own order. */
async function appendRows(
  context: WriteContext,
  child: EntityShape,
  of: { readonly relation: RelationModel; readonly to: string; readonly ids: readonly string[] },
): Promise<void> {
  const table = recordTable(context.base.schema, child.key)
  const position = rawSql(quoted(hidden.position))
  await context.runner.change(
    sql`update ${table} as t set ${position} = x.at from (select id, (select coalesce(max(${position}), -1) from ${table} o where o.${rawSql(quoted(of.relation.via))} = ${bindSql(of.to)}::uuid and not o.id = any(${bindSql(of.ids)}::uuid[])) + row_number() over (order by ${position}, id) as at from ${table} where id = any(${bindSql(of.ids)}::uuid[])) as x where t.id = x.id`,
  )
}

/** What hangs on a record without being a field of another. */
const side = ['comment'] as const

async function repointSide(
  context: WriteContext,
  of: { readonly entity: string; readonly from: readonly string[]; readonly to: string },
): Promise<readonly MovedLinks[]> {
  const moved: MovedLinks[] = []
  for (const name of side) {
    const table = ownTable(context.base.schema, name)
    const rows = await context.runner.rows<{ id: string; value: string }>(
      sql`update ${table} as t set record_id = ${bindSql(of.to)}::uuid from (select id, record_id from ${table} where record_id = any(${bindSql(of.from)}::uuid[])) as o where t.id = o.id returning o.id, o.record_id as value`,
    )
    if (rows.length > 0) moved.push({ entity: null, field: name, rows })
  }
  return moved
}

/** Brings back what was repointed, where it still points at `to`; what was changed since stays as it is. */
export async function pointBack(
  context: WriteContext,
  of: { readonly to: string; readonly moved: readonly MovedLinks[] },
): Promise<Touched> {
  const touched: Touched[number][] = []
  for (const { entity, field, rows } of of.moved) {
    if (entity === null) await sideBack(context, { name: field, to: of.to, rows })
    else if (context.base.model.entity(entity) !== undefined)
      touched.push(...(await linksBack(context, { entity, field, to: of.to, rows })))
  }
  return touched
}

async function linksBack(
  context: WriteContext,
  of: Omit<MovedLinks, 'entity'> & { readonly entity: string; readonly to: string },
): Promise<Touched> {
  const { runner, base } = context
  const shape = base.shapes.entity(of.entity)
  const field = shape.fields.get(of.field)
  if (field?.column === undefined || field.column === null) return []
  const many = field.join !== undefined
  const via = rawSql(quoted(of.field))
  const table = recordTable(base.schema, shape.key)
  const holds = many ? sql`${bindSql(of.to)}::uuid = any(${via})` : sql`${via} = ${bindSql(of.to)}::uuid`
  const found = await runner.rows(
    sql`select ${storedColumns(shape)} from ${table} where id = any(${bindSql(of.rows.map(({ id }) => id))}::uuid[]) and ${holds} order by id for no key update`,
  )
  const rows = found.map((row) => ({
    values: storedValues(shape, row),
    live: row[hidden.deletedAt] === null,
  }))
  const was = bindSql(JSON.stringify(of.rows))
  const old = sql`(select o.value from jsonb_to_recordset(${was}::jsonb) as o(id uuid, value jsonb) where o.id = ${table}.id)`
  const listed = sql`select x::uuid from jsonb_array_elements_text(${old}) as x`
  // A list has what it has now, with the kept record only where it was, and the others again.
  const next = many
    ? sql`nullif(array(select distinct x from (select y as x from unnest(${via}) as y where y <> ${bindSql(of.to)}::uuid union ${listed}) as u order by x), '{}')`
    : sql`(${old} #>> '{}')::uuid`
  return changeLinks(context, shape, { rows, key: of.field, next })
}

async function sideBack(
  context: WriteContext,
  of: { readonly name: string; readonly to: string; readonly rows: MovedLinks['rows'] },
): Promise<void> {
  if (!side.some((one) => one === of.name)) return
  await context.runner.change(
    sql`update ${ownTable(context.base.schema, of.name)} as t set record_id = o.value from jsonb_to_recordset(${bindSql(JSON.stringify(of.rows))}::jsonb) as o(id uuid, value uuid) where t.id = o.id and t.record_id = ${bindSql(of.to)}::uuid`,
  )
}
