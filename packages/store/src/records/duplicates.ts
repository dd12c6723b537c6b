import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import {
  type DuplicateDocument,
  duplicateName,
  type DuplicateSide,
  duplicateSides,
  type RecordValues,
} from '@mortise/schema'
import type { Runner } from '../database/runner.ts'
import { newContext, type QueryBase } from '../query/context.ts'
import { holeSql, kept } from '../query/kept.ts'
import { shapeInReach } from '../query/page.ts'
import { fieldSql, fromSql, type Place, placeOf, rowsInReach, withRights } from '../query/place.ts'
import { readableTitleSql } from '../query/title.ts'
import { isKeyed, keyMark, keysOf } from '../duplicates/keys.ts'
import { column, ownTable } from '../sql/names.ts'
import { normalised } from '../sql/normalised.ts'

/** A record that counts as the same; nameless when the actor may not read it. */
export type Duplicate = {
  readonly entity: string
  readonly id: string | null
  readonly title: string | null
  readonly owner: string | null
  readonly key: string
  readonly on: 'warn' | 'block'
  /** What the rule tells of it to everybody, by field. */
  readonly shown: RecordValues
}

/** Looks for records that count as the same, by each of the entity's duplicate rules. All are found, readable ones are named. */
export async function findDuplicates(
  runner: Runner,
  base: QueryBase,
  asked: {
    readonly entity: string
    readonly values: RecordValues
    readonly exceptId?: string | undefined
    readonly rules?: ((rule: DuplicateDocument) => boolean) | undefined
  },
): Promise<readonly Duplicate[]> {
  const shape = shapeInReach(base, asked.entity)
  const wanted = (shape.entity.document.duplicates ?? []).flatMap((rule, index) => {
    if (asked.rules?.(rule) === false) return []
    const given = rule.fields.map((field) => asked.values[field] ?? null)
    // An empty value is no sign of being the same.
    if (given.some((value) => value === null || value === '')) return []
    return duplicateSides(asked.entity, rule).map((side) => ({
      side,
      rule,
      given,
      key: `${asked.entity} ${index}`,
      exceptId: asked.exceptId,
    }))
  })
  takeTurns(
    runner,
    wanted.filter(({ rule }) => rule.on === 'block'),
  )
  // On one connection they go out together; outside each would take one of its own.
  if (runner.inTransaction) return (await Promise.all(wanted.map((one) => matches(runner, base, one)))).flat()
  const found: Duplicate[] = []
  for (const one of wanted) found.push(...(await matches(runner, base, one)))
  return found
}

type Wanted = {
  readonly side: DuplicateSide
  readonly rule: DuplicateDocument
  readonly given: readonly Json[]
  /** Tells the rule among all of the model. */
  readonly key: string
  readonly exceptId: string | undefined
}

/**
 * Two that would save the same at once come one after the other, so that the second finds the first: the values they are
 * compared by are locked until the end of the transaction, in one order for everybody.
 */
function takeTurns(runner: Runner, wanted: readonly Wanted[]): void {
  if (!runner.inTransaction || wanted.length === 0) return
  const parts = wanted.flatMap(({ rule, given }) =>
    given.map((value) => {
      const { normalise = 'none' } = rule
      const how = normalised[normalise] ?? ((text: Fragment): Fragment => text)
      const texts = isKeyed(normalise)
        ? sql`unnest(string_to_array(${bindSql(comparable(rule, value))}, chr(10)))`
        : how(sql`(${bindSql(comparable(rule, value))}::text collate "C")`)
      return sql`select ${bindSql(normalise)}::text || ' ' || ${texts} as name`
    }),
  )
  // Not waited for: it goes out ahead of the search, which so sees what was committed before its turn came.
  void runner.post(
    sql`select pg_advisory_xact_lock(l.lock) from (select distinct hashtextextended(n.name, 0) as lock from (${joinSql(parts, ' union ')}) as n where n.name is not null order by 1) as l`,
  )
}

async function matches(runner: Runner, base: QueryBase, asked: Wanted): Promise<readonly Duplicate[]> {
  const { side, rule, given, exceptId } = asked
  const { entity } = side
  if (!hasFields(base, side)) return []
  const made = kept(base, `same ${asked.key} ${entity} ${exceptId === undefined}`, (at) => ({
    statement: matchesSql(at, asked, givenHoles(rule)),
    more: undefined,
  }))
  const values = given.map((value, at): readonly [string, Json] => [`v${at}`, comparable(rule, value)])
  const rows = await runner.rows<Found>(
    made.bind({ ...Object.fromEntries(values), except: exceptId ?? null }),
  )
  const key = duplicateName(rule)
  return rows.map((row) => ({ entity, ...row, key, on: rule.on }))
}

/** Whether an entity that a rule looks into is there, with columns to compare. */
function hasFields(base: QueryBase, { entity, fields }: DuplicateSide): boolean {
  const shape = base.model.entity(entity) && base.shapes.entity(entity)
  return shape !== undefined && fields.every((field) => (shape.fields.get(field)?.column ?? null) !== null)
}

type Found = Pick<Duplicate, 'id' | 'title' | 'owner' | 'shown'>

const givenHoles = (rule: DuplicateDocument): readonly Fragment[] =>
  rule.fields.map((_, at) => sql`${holeSql(`v${at}`)}::text`)

function matchesSql(
  base: QueryBase,
  asked: Pick<Wanted, 'side' | 'rule' | 'exceptId'>,
  given: readonly Fragment[],
): Fragment {
  const { side, rule, exceptId } = asked
  const { entity } = side
  const place = placeOf(newContext(base), entity, 'system')
  const same = joinSql(
    side.fields.map((field, at) => sameSql(place, field, { rule, given: given[at] ?? rawSql('null') })),
    ' and ',
  )
  const reader = withRights(place, 'actor')
  const readable = base.access.entity(entity) === undefined ? rawSql('false') : rowsInReach(reader)
  const title = readableTitleSql(reader)
  const id = column(place.alias, 'id')
  const except = exceptId === undefined ? rawSql('') : sql` and ${id} <> ${holeSql('except')}::uuid`
  const live = rowsInReach(place)
  // The fence (offset 0) makes the planner look the value up in the rule's own index: asked for the first ten by id, it
  // would else walk the whole table in that order.
  return sql`select d.id, d.title, d.owner, d.shown from (select ${id} as place, case when ${readable} then ${id} end as id, case when ${readable} then ${title} end as title, case when ${readable} then ${fieldSql(place, 'owner')} end as owner, ${shownSql(place, rule)} as shown from ${fromSql(place)} where ${live} and ${same}${except} offset 0) as d order by d.place limit 10`
}

/** What the rule tells of a record to everybody who comes upon it. */
function shownSql(place: Place, { show = [] }: DuplicateDocument): Fragment {
  const parts = show.flatMap((key) =>
    (place.shape?.fields.get(key)?.column ?? null) === null
      ? []
      : [sql`${bindSql(key)}::text, ${fieldSql(place, key)}`],
  )
  return sql`json_build_object(${joinSql(parts, ', ')})`
}

function sameSql(
  place: Place,
  field: string,
  of: { readonly rule: DuplicateDocument; readonly given: Fragment },
): Fragment {
  const { normalise = 'none' } = of.rule
  const how = normalised[normalise]
  if (how === undefined) return keyedSql(place, field, { normalise, given: of.given })
  return sql`${how(sql`(${fieldSql(place, field)})::text collate "C"`)} = ${how(sql`(${of.given}) collate "C"`)}`
}

/** Compared by keys: those of the given value come as one text, one a line. */
function keyedSql(
  place: Place,
  field: string,
  of: { readonly normalise: NonNullable<DuplicateDocument['normalise']>; readonly given: Fragment },
): Fragment {
  const { shape } = place
  const mark = keyMark(shape?.historyKey ?? '', shape?.fields.get(field)?.historyKey ?? field, of.normalise)
  const table = ownTable(place.context.schema, 'duplicate_key')
  return sql`${column(place.alias, 'id')} in (select k.id from ${table} k where k.mark = ${bindSql(mark)} and k.key = any(string_to_array(${of.given}, chr(10))))`
}

/** What a given value is compared by: its keys, or itself where Postgres knows how. */
function comparable(rule: DuplicateDocument, value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return isKeyed(rule.normalise) ? keysOf(rule.normalise, text).join('\n') : text
}

/**
 * The first record that stands in the way of each of many new ones by a blocking rule, one statement a rule and entity.
 * Answers by place in `rows`. `ownToo: false` looks into other entities only.
 */
export async function findBlocking(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entity: string; readonly rows: readonly RecordValues[]; readonly ownToo?: boolean },
): Promise<ReadonlyMap<number, Duplicate>> {
  const shape = shapeInReach(base, asked.entity)
  const found = new Map<number, Duplicate>()
  for (const [index, rule] of (shape.entity.document.duplicates ?? []).entries()) {
    if (rule.on !== 'block') continue
    const places = [...asked.rows.keys()].filter((place) =>
      rule.fields.every((field) => !isEmpty(asked.rows[place]?.[field])),
    )
    if (places.length === 0) continue
    for (const side of duplicateSides(asked.entity, rule)) {
      const { entity } = side
      if ((entity === asked.entity && asked.ownToo === false) || !hasFields(base, side)) continue
      const made = kept(base, `block ${asked.entity} ${index} ${entity}`, (at) => ({
        statement: blockingSql(at, { side, rule, exceptId: undefined }),
        more: undefined,
      }))
      const lists = rule.fields.map((field, at): readonly [string, Json] => [
        `v${at}`,
        places.map((place) => comparable(rule, asked.rows[place]?.[field] ?? null)),
      ])
      const rows = await runner.rows<Found & { n: number | string }>(made.bind(Object.fromEntries(lists)))
      const key = duplicateName(rule)
      for (const { n, ...row } of rows) {
        const place = places[Number(n) - 1] ?? 0
        if (!found.has(place)) found.set(place, { entity, ...row, key, on: rule.on })
      }
    }
  }
  return found
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === ''

function blockingSql(base: QueryBase, asked: Pick<Wanted, 'side' | 'rule' | 'exceptId'>): Fragment {
  const columns = asked.rule.fields.map((_, at) => `v${at}`)
  const lists = joinSql(
    columns.map((name) => sql`${holeSql(name)}::text[]`),
    ', ',
  )
  const one = matchesSql(
    base,
    asked,
    columns.map((name) => rawSql(`x.${name}`)),
  )
  return sql`select x.n, m.id, m.title, m.owner, m.shown from unnest(${lists}) with ordinality as x(${rawSql(columns.join(', '))}, n) cross join lateral (${one}) as m`
}
