import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RelationModel } from '@mortise/schema'
import { hidden, quoted, recordTable } from '../sql/names.ts'
import type { MovedLinks, WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { bringSideBack, moveSide } from './move-side.ts'
import { changeLinks, pointing } from './release.ts'
import { storedColumns } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { idOf, storedValues } from './values.ts'

type Touched = WriteResult['touched']
type Repointed = { readonly moved: readonly MovedLinks[]; readonly touched: Touched }

/**
 * Makes everything that points at some records point at another one instead, with history and figures as for any change:
 * links, rows of sub-tables behind those that are there, lists that hold them, and what hangs beside them (comments, shares, flows, notices). Answers what is needed
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
  moved.push(...(await moveSide(context, of)))
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
  const ids = rows.map(({ values }) => idOf(values))
  const via = rawSql(quoted(relation.via))
  const to = sql`${bindSql(of.to)}::uuid`
  // What stays would point at itself where it pointed at what it takes in: it points nowhere then.
  const next =
    relation.many === 'back'
      ? sql`nullif(array(select distinct y.x from (select case when x = any(${bindSql(of.from)}::uuid[]) then ${to} else x end as x from unnest(${via}) as x) as y where y.x <> ${rawSql('id')} or id = any(${via}) order by 1), '{}')`
      : sql`nullif(${to}, id)`
  // Told apart from links by the name of the column, which no field can have.
  const places: MovedLinks[] = relation.owned
    ? [
        {
          entity: child.key,
          field: hidden.position,
          rows: await positionsOf(context, child, { via: relation.via, ids }),
        },
      ]
    : []
  const touched = await changeLinks(context, child, { rows, key: relation.via, next })
  if (relation.owned) await appendRows(context, child, { relation, to: of.to, ids })
  const before = rows.map(({ values }) => ({ id: idOf(values), value: values[relation.via] ?? null }))
  return { moved: [{ entity: child.key, field: relation.via, rows: before }, ...places], touched }
}

/** Where rows stand among the rows of their record. */
async function positionsOf(
  context: WriteContext,
  child: EntityShape,
  of: { readonly via: string; readonly ids: readonly string[] },
): Promise<MovedLinks['rows']> {
  return context.runner.rows<{ id: string; value: Json }>(
    sql`select id, json_build_object('via', ${bindSql(of.via)}::text, 'under', ${rawSql(quoted(of.via))}, 'at', ${rawSql(quoted(hidden.position))}) as value from ${recordTable(context.base.schema, child.key)} where id = any(${bindSql(of.ids)}::uuid[])`,
  )
}

/** Rows that are back under their record stand there where they stood. */
async function positionsBack(
  { base, runner }: WriteContext,
  child: string,
  rows: MovedLinks['rows'],
): Promise<void> {
  const table = recordTable(base.schema, base.shapes.entity(child).key)
  await runner.change(
    sql`update ${table} as t set ${rawSql(quoted(hidden.position))} = (o.value->>'at')::int from jsonb_to_recordset(${bindSql(JSON.stringify(rows))}::jsonb) as o(id uuid, value jsonb) where t.id = o.id and to_jsonb(t)->>(o.value->>'via') = o.value->>'under'`,
  )
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

/** Brings back what was repointed, where it still points at `to`; what was changed since stays as it is. */
export async function pointBack(
  context: WriteContext,
  of: { readonly to: string; readonly moved: readonly MovedLinks[] },
): Promise<Touched> {
  const touched: Touched[number][] = []
  for (const { entity, field, rows } of of.moved) {
    if (entity === null) await bringSideBack(context, { name: field, to: of.to, rows })
    else if (context.base.model.entity(entity) === undefined) continue
    else if (field === hidden.position) await positionsBack(context, entity, rows)
    else touched.push(...(await linksBack(context, { entity, field, to: of.to, rows })))
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
  const to = sql`${bindSql(of.to)}::uuid`
  // The record itself points nowhere meanwhile, instead of at itself.
  const holds = many
    ? sql`(${to} = any(${via}) or id = ${to})`
    : sql`(${via} = ${to} or (id = ${to} and ${via} is null))`
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
    ? sql`nullif(array(select distinct x from (select y as x from unnest(${via}) as y where y <> ${to} union ${listed}) as u order by x), '{}')`
    : sql`(${old} #>> '{}')::uuid`
  return changeLinks(context, shape, { rows, key: of.field, next })
}
