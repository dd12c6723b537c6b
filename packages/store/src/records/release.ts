import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues, RelationModel } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { newContext } from '../query/context.ts'
import { fromSql, placeOf, rowsInReach, withRights } from '../query/place.ts'
import { readableTitleSql } from '../query/title.ts'
import { column, hidden, ownTable, quoted, recordTable } from '../sql/names.ts'
import type { WriteResult } from '../types.ts'
import type { WriteContext } from './context.ts'
import { leansOf } from './leans.ts'
import { lockParents } from './lock-parents.ts'
import { keepComputed, parentsOf, recomputeRollups } from './rollups.ts'
import { storedColumns } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { fieldChanges, leaveTrail } from './trail.ts'
import { idOf, storedValues } from './values.ts'

type Touched = WriteResult['touched']

type Going = {
  readonly ids: readonly string[]
  readonly depth: number
  /** Puts records into the bin along; absent where the database itself takes them along. */
  readonly goOn?: (
    context: WriteContext,
    shape: EntityShape,
    given: { readonly rows: readonly RecordValues[]; readonly depth: number },
  ) => Promise<Touched>
}

const bin = rawSql(quoted(hidden.deletedAt))

/** What becomes of records that point at others on their way out. */
export async function release(
  context: WriteContext,
  relation: RelationModel,
  going: Going,
): Promise<Touched> {
  // What a record lists itself is not touched by its going.
  if (relation.many === 'forth') return []
  const child = context.base.shapes.entity(relation.target)
  const rule = relation.owned ? 'cascade' : (child.fields.get(relation.via)?.column?.onDelete ?? 'restrict')
  if (rule === 'restrict') {
    await refuseInUse(context, relation, going.ids)
    return []
  }
  const found = await context.runner.rows(
    sql`select ${storedColumns(child)} from ${recordTable(context.base.schema, child.key)} where ${pointing(relation, going.ids)}${rule === 'cascade' ? sql` and ${bin} is null` : rawSql('')} order by id for no key update`,
  )
  const rows = found
    .filter((row) => !going.ids.includes(idOf(row)))
    .map((row) => ({ values: storedValues(child, row), live: row[hidden.deletedAt] === null }))
  if (rows.length === 0) return []
  if (rule === 'set_null') return letGo(context, relation, { child, rows, ids: going.ids })
  const live = rows.map(({ values }) => values)
  return going.goOn?.(context, child, { rows: live, depth: going.depth + 1 }) ?? []
}

/** Whether a row points at any of these records by a relation. */
export function pointing(relation: RelationModel, ids: readonly string[], alias?: string): Fragment {
  const via = alias === undefined ? rawSql(quoted(relation.via)) : column(alias, relation.via)
  const bound = sql`${bindSql(ids)}::uuid[]`
  return relation.many === 'back' ? sql`${via} && ${bound}` : sql`${via} = any(${bound})`
}

const namedAtMost = 3

/** Says how many hold on to it, and names the first few of those that the actor may see. */
async function refuseInUse(
  context: WriteContext,
  relation: RelationModel,
  ids: readonly string[],
): Promise<void> {
  const place = placeOf(newContext(context.base), relation.target, 'system')
  const reader = withRights(place, 'actor')
  const known = context.base.access.entity(relation.target) !== undefined
  const readable = known ? rowsInReach(reader) : rawSql('false')
  const title = known ? readableTitleSql(reader) : rawSql('null::text')
  const id = column(place.alias, 'id')
  const where = sql`${pointing(relation, ids, place.alias)} and ${rowsInReach(place)} and not ${id} = any(${bindSql(ids)}::uuid[])`
  const rows = await context.runner.rows<{ id: string | null; title: string | null; n: number }>(
    sql`select case when ${readable} then ${id} end as id, case when ${readable} then ${title} end as title, count(*) filter (where ${readable}) over () as n from ${fromSql(place)} where ${where} order by 1 nulls last limit ${bindSql(namedAtMost)}`,
  )
  const [first] = rows
  if (first === undefined) return
  const seen = rows.filter((row) => row.id !== null)
  const names = seen.map((row) => row.title ?? '—').join('、')
  // How many there are that the actor may not see is not told, nor of what kind, where even that is not known.
  const entity = known ? relation.target : '—'
  const count = first.n === 0 ? '≥1' : first.n
  throw storeErrors.RECORD_IN_USE(
    { entity, count, names: names === '' ? '—' : names },
    {
      data: {
        entity,
        field: known ? relation.via : '—',
        count,
        records: seen.map(({ id: one, title: name }) => ({ id: one, title: name })),
      },
    },
  )
}

/** Empties links, and takes ids out of lists, as a change of the records that held them. */
async function letGo(
  context: WriteContext,
  relation: RelationModel,
  of: {
    readonly child: EntityShape
    readonly rows: readonly { readonly values: RecordValues; readonly live: boolean }[]
    readonly ids: readonly string[]
  },
): Promise<Touched> {
  const { child, rows } = of
  const { runner, base } = context
  const join = child.fields.get(relation.via)?.join
  // Marked first: what the trigger then takes out stays remembered for the way back.
  if (join !== undefined)
    await runner.change(
      sql`update ${ownTable(base.schema, join)} set hidden_at = ${bindSql(base.now)}::timestamptz where target = any(${bindSql(of.ids)}::uuid[]) and hidden_at is null`,
    )
  const via = rawSql(quoted(relation.via))
  const next =
    join === undefined
      ? rawSql('null')
      : sql`nullif(array(select x from unnest(${via}) as x where not x = any(${bindSql(of.ids)}::uuid[]) order by x), '{}')`
  return changeLinks(context, child, { rows, key: relation.via, next })
}

/** The way back: lists that a record was taken out of have it again. */
export async function takeBack(context: WriteContext, shape: EntityShape, id: string): Promise<Touched> {
  const touched: Touched[number][] = []
  for (const relation of shape.entity.relations) {
    if (relation.many !== 'back') continue
    const holder = context.base.shapes.entity(relation.target)
    const join = holder.fields.get(relation.via)?.join
    if (join === undefined) continue
    const found = await context.runner.rows(
      sql`select ${storedColumns(holder)} from ${recordTable(context.base.schema, holder.key)} where id in (select source from ${ownTable(context.base.schema, join)} where target = ${bindSql(id)}::uuid and hidden_at is not null) order by id for no key update`,
    )
    const rows = found.map((row) => ({
      values: storedValues(holder, row),
      live: row[hidden.deletedAt] === null,
    }))
    const next = sql`array(select distinct x from unnest(coalesce(${rawSql(quoted(relation.via))}, '{}') || ${bindSql(id)}::uuid) as x order by x)`
    touched.push(...(await changeLinks(context, holder, { rows, key: relation.via, next })))
  }
  return touched
}

/** Sets a link or list of records to what an expression over it gives, with history and everything that leans on it. */
export async function changeLinks(
  context: WriteContext,
  shape: EntityShape,
  of: {
    readonly rows: readonly { readonly values: RecordValues; readonly live: boolean }[]
    readonly key: string
    readonly next: Fragment
  },
): Promise<Touched> {
  if (of.rows.length === 0) return []
  const { runner, base, actor } = context
  const live = of.rows.filter((row) => row.live).map((row) => row.values)
  await lockParents(context, parentsOf(context, shape, live, new Set([of.key])))
  const sets = joinSql(
    [
      sql`${rawSql(quoted(of.key))} = ${of.next}`,
      rawSql('version = version + 1'),
      sql`updated_at = ${bindSql(base.now)}::timestamptz`,
      sql`updated_by = ${bindSql(actor.userId)}::uuid`,
    ],
    ', ',
  )
  const ids = of.rows.map(({ values }) => idOf(values))
  const changed = await runner.rows(
    sql`update ${recordTable(base.schema, shape.key)} set ${sets} where id = any(${bindSql(ids)}::uuid[]) returning ${storedColumns(shape)}`,
  )
  const after = new Map(changed.map((row) => [idOf(row), storedValues(shape, row)]))
  const changes = live.flatMap((before) => {
    const now = after.get(idOf(before))
    return now === undefined ? [] : [{ before, after: now }]
  })
  await leaveTrail(
    context,
    shape,
    changes.map((change) => ({
      id: idOf(change.after),
      version: Number(change.after['version']),
      op: 'update',
      changes: fieldChanges(shape, [of.key], change),
      after: change.after,
    })),
  )
  // First the links themselves: figures that are worked out afterwards already count over them.
  const around = await keepComputed(context, shape, changes)
  const own = shape.rollups.some(({ relation }) => relation.many === 'forth' && relation.via === of.key)
    ? await recomputeRollups(
        context,
        new Map([[shape.key, new Set(changes.map((change) => idOf(change.after)))]]),
        ({ relation }) => relation.via === of.key && relation.many === 'forth',
      )
    : []
  // Their own formulas over the link too.
  const stale: Touched = leansOf(base.shapes).formulasOver(shape.key, of.key)
    ? changes.map(({ after: { id } }) => ({ entity: shape.key, id: id as string, stale: true }))
    : []
  return [...around, ...own, ...stale]
}
