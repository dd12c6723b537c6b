import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { type DuplicateDocument, duplicateName, type DuplicateSide, duplicateSides } from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { newContext, type QueryBase } from '../query/context.ts'
import { actSql, shapeInReach } from '../query/page.ts'
import { fieldSql, fromSql, type Place, placeOf, rowsInReach } from '../query/place.ts'
import type { FieldShape } from '../records/shape.ts'
import { column, ownTable } from '../sql/names.ts'
import { normalised } from '../sql/normalised.ts'
import { isKeyed, keyMark } from './keys.ts'

/** Most records of one group that are kept; a value that half a table shares is a flaw of the rule, not a duplicate. */
const mostMembers = 100

type Asked = {
  /** Id of the search that the groups are written down for. */
  readonly search: string
  readonly entity: string
  readonly rule: DuplicateDocument
  /** How many groups the search has already. */
  readonly from: number
}

/**
 * Writes down every group of records that count as the same by one rule, in one statement over the whole entity: those
 * the actor may read, and merge where they are of the entity itself. Answers how many groups there are.
 */
export async function collectGroups(runner: Runner, base: QueryBase, asked: Asked): Promise<number> {
  shapeInReach(base, asked.entity)
  const sides = duplicateSides(asked.entity, asked.rule).filter((side) => isComparable(base, side))
  if (sides[0]?.entity !== asked.entity) return 0
  // Half a minute is nothing here, and sorting in memory is worth some of it; both for this transaction only.
  await runner.rows(rawSql(`set local statement_timeout = '15min'`))
  await runner.rows(rawSql(`set local work_mem = '128MB'`))
  return runner.change(groupsSql(base, asked, sides))
}

/** Only what the actor may read in full is compared: anything else would tell, group by group, what is hidden. */
function isComparable(base: QueryBase, { entity, fields }: DuplicateSide): boolean {
  const shape = base.model.entity(entity) && base.shapes.entity(entity)
  const rights = base.access.entity(entity)
  return fields.every(
    (field) =>
      (shape?.fields.get(field)?.column ?? null) !== null && rights?.fieldScope(field, 'read') === null,
  )
}

/**
 * Keys are first counted by their hash, which needs little memory, and only records whose hash is not alone are brought
 * together by the key itself.
 */
function groupsSql(base: QueryBase, asked: Asked, sides: readonly DuplicateSide[]): Fragment {
  const { rule } = asked
  const context = newContext(base)
  const all = joinSql(
    sides.map((side) => keysSql(placeOf(context, side.entity, 'actor'), side, { asked, sides })),
    ' union all ',
  )
  const size = rawSql('count(*)::int as size')
  const kept = rawSql(`[1:${mostMembers}]`)
  const grouped = sql`select ${size}, (array_agg(k.id order by k.own desc, k.id))${kept} as ids, (array_agg(k.entity order by k.own desc, k.id))${kept} as entities from keyed k where hashtextextended(k.key, 0) in (select h from shared) group by k.key having count(*) > 1 and bool_or(k.own)`
  const several = isKeyed(rule.normalise) && rule.normalise !== 'text'
  const apart = ownTable(base.schema, 'duplicate_apart')
  const known = sql`(select count(*) from ${apart} d where d.a = any(g.ids) and d.b = any(g.ids)) < g.size::bigint * (g.size - 1) / 2`
  return sql`with keyed as materialized (${all}),
    shared as (select hashtextextended(key, 0) as h from keyed group by 1 having count(*) > 1 and bool_or(own)),
    grouped as (${grouped}),
    found as materialized (${several ? sql`select distinct on (ids) size, ids, entities from grouped` : rawSql('select * from grouped')})
    insert into ${ownTable(base.schema, 'duplicate_group')} (search, n, rule, size, ids, entities)
    select ${bindSql(asked.search)}::uuid, ${bindSql(asked.from)}::int + row_number() over (order by g.size desc, g.ids[1]), ${bindSql(duplicateName(rule))}::text, g.size, g.ids, g.entities
    from found g where ${known}${several ? sql` and ${notWithin()}` : rawSql('')}`
}

/** A record with several keys may stand in several groups: one that lies within a larger one says nothing new. */
function notWithin(): Fragment {
  return rawSql(
    'not exists (select from (select o.ids, o.size, m.id from found o, unnest(o.ids) as m(id)) as w where w.id = g.ids[1] and w.size > g.size and w.ids @> g.ids)',
  )
}

/** `key, entity, own, id` of every record in reach that has all values. */
function keysSql(
  place: Place,
  side: DuplicateSide,
  of: { readonly asked: Asked; readonly sides: readonly DuplicateSide[] },
): Fragment {
  const { rule, entity } = of.asked
  const own = side.entity === entity
  const parts = side.fields.map((field, at) => partSql(place, field, { rule, at, sides: of.sides }))
  const key =
    parts.length === 1
      ? (parts[0]?.key ?? rawSql("''"))
      : sql`concat_ws(chr(31), ${joinSql(
          parts.map((part) => part.key),
          ', ',
        )})`
  const where = [
    rowsInReach(place),
    ...(own ? [actSql(place, 'update'), actSql(place, 'delete')] : []),
    ...parts.map((part) => part.where),
  ]
  const id = column(place.alias, 'id')
  // Last, when all its joins are known.
  const from = joinSql([fromSql(place), ...parts.map((part) => part.join)], '')
  return sql`select ${key} as key, ${bindSql(side.entity)}::text as entity, ${rawSql(String(own))} as own, ${id} as id from ${from} where ${joinSql(where, ' and ')}`
}

type Part = { readonly key: Fragment; readonly join: Fragment; readonly where: Fragment }

/** What one field is compared by: worked out by Postgres, or read from the keys that are kept beside the record. */
function partSql(
  place: Place,
  field: string,
  of: { readonly rule: DuplicateDocument; readonly at: number; readonly sides: readonly DuplicateSide[] },
): Part {
  const { normalise = 'none' } = of.rule
  const how = normalised[normalise]
  if (how !== undefined) {
    const key = how(sql`(${fieldSql(place, field)})::text collate "C"`)
    return { key, join: rawSql(''), where: sql`${key} <> ''` }
  }
  const { context } = place
  const table = ownTable(context.schema, 'duplicate_key')
  const alias = `k${of.at}`
  const marks = of.sides.flatMap((side) => {
    const shape = context.shapes.entity(side.entity)
    const found: FieldShape | undefined = shape.fields.get(side.fields[of.at] ?? '')
    return found === undefined ? [] : [keyMark(shape.historyKey, found.historyKey, normalise)]
  })
  const mark = marks[of.sides.findIndex((side) => side.entity === place.entity)] ?? ''
  // Most keys stand alone: they are left out before any record is looked at.
  const shared = sql`select s.key from ${table} s where s.mark = any(${bindSql(marks)}::text[]) group by s.key having count(*) > 1`
  return {
    key: column(alias, 'key'),
    join: sql` join ${table} ${rawSql(alias)} on ${column(alias, 'mark')} = ${bindSql(mark)} and ${column(alias, 'id')} = ${column(place.alias, 'id')}`,
    where: sql`${column(alias, 'key')} in (${shared})`,
  }
}
