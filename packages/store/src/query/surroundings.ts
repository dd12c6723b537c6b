import type { Json } from '@mortise/expressions'
import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues, RelationModel } from '@mortise/schema'
import type { Row, Runner } from '../database/runner.ts'
import { leansOf } from '../records/leans.ts'
import { lockParents } from '../records/lock-parents.ts'
import { parentPlans } from '../records/rollup-plans.ts'
import { column, hidden, ownTable, recordTable } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { LinkedRowLike } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { fromSql, type Place, placeOf, rowsInReach } from './place.ts'
import { listSql, selectFields, type Selected, selectedValues } from './selected.ts'

/** What paths ask for at one entity: plain fields, and what lies behind links and relations. */
type Wish = { readonly fields: Set<string>; readonly behind: Map<string, Wish> }

type Around = {
  readonly links: { readonly [key: string]: LinkedRowLike | null }
  readonly rows: { readonly [key: string]: readonly LinkedRowLike[] }
}

/**
 * Reads what expressions with these paths need around a record. With system rights: engines see what designers wrote
 * into them, and their results are checked where they are shown. One statement for each link or relation, whatever the
 * number of rows.
 */
export async function surroundings(
  runner: Runner,
  base: QueryBase,
  asked: { readonly entity: string; readonly values: RecordValues; readonly paths: readonly string[] },
): Promise<Around> {
  const wish = wishOf(asked.paths)
  const [found] = await around({ runner, base }, asked.entity, { wish, records: [asked.values] })
  return found ?? { links: {}, rows: {} }
}

const known = new WeakMap<readonly string[], Wish>()

function wishOf(paths: readonly string[]): Wish {
  let wish = known.get(paths)
  if (wish === undefined) known.set(paths, (wish = wishIn(paths)))
  return wish
}

function wishIn(paths: readonly string[]): Wish {
  const root: Wish = { fields: new Set(), behind: new Map() }
  for (const path of paths) {
    let at = root
    const keys = path.split('.')
    for (const key of keys.slice(0, -1)) {
      const next = at.behind.get(key) ?? { fields: new Set<string>(), behind: new Map<string, Wish>() }
      at.behind.set(key, next)
      at = next
    }
    at.fields.add(keys.at(-1) ?? '')
  }
  return root
}

type Reading = { readonly runner: Runner; readonly base: QueryBase }

async function around(
  reading: Reading,
  entity: string,
  of: { readonly wish: Wish; readonly records: readonly RecordValues[] },
): Promise<readonly Around[]> {
  const found = of.records.map(() => ({
    links: {} as { [key: string]: LinkedRowLike | null },
    rows: {} as { [key: string]: readonly LinkedRowLike[] },
  }))
  for (const [key, inner] of wishes(reading, entity, of.wish)) {
    const target = linkTarget(reading, entity, key)
    if (target !== undefined) {
      const ids = of.records.map((record) => record[key]).filter((id): id is string => typeof id === 'string')
      if (isLeanedOn(reading, entity, key)) await keepStill(reading, { entity, key, target, ids })
      const byId = await linkedRows(reading, target, { ids, wish: inner })
      of.records.forEach((record, index) => {
        const id = record[key]
        const holder = found[index]
        if (holder) holder.links[key] = typeof id === 'string' ? (byId.get(id) ?? null) : null
      })
      continue
    }
    const byParent = await relatedRows(reading, { entity, key, parents: of.records, wish: inner })
    found.forEach((holder, index) => {
      if (byParent) holder.rows[key] = byParent[index] ?? []
    })
  }
  return found
}

/** A relation may be asked for as such (`countOf(items)`), then it stands among the fields. */
function wishes(reading: Reading, entity: string, wish: Wish): readonly (readonly [string, Wish])[] {
  const shape = peopleTables[entity] ? undefined : reading.base.shapes.entity(entity)
  const bare = [...wish.fields]
    .filter((key) => shape?.entity.relation(key) !== undefined && !wish.behind.has(key))
    .map((key) => [key, { fields: new Set<string>(), behind: new Map<string, Wish>() }] as const)
  return [...wish.behind, ...bare]
}

function linkTarget(reading: Reading, entity: string, key: string): string | undefined {
  const people = peopleTables[entity]
  return people ? people.columns[key]?.target : reading.base.shapes.entity(entity).fields.get(key)?.target
}

function isLeanedOn(reading: Reading, entity: string, key: string): boolean {
  const { shapes } = reading.base
  return reading.runner.inTransaction && !peopleTables[entity] && leansOf(shapes).links(entity).has(key)
}

/**
 * What a stored formula is worked out from must not change before it is stored. Who is going to be changed with it, for
 * its roll-ups, is locked for that at once: two that only held on could both wait for the other.
 */
async function keepStill(
  reading: Reading,
  of: {
    readonly entity: string
    readonly key: string
    readonly target: string
    readonly ids: readonly string[]
  },
): Promise<void> {
  if (of.ids.length === 0 || peopleTables[of.target]) return
  const { shapes } = reading.base
  const parent = parentPlans(shapes, of.entity).some(({ relation }) => relation.via === of.key)
  if (parent) await lockParents(reading, new Map([[of.target, new Set(of.ids)]]))
  else
    await reading.runner.rows(
      sql`select 1 from ${recordTable(reading.base.schema, of.target)} where id = any(${bindSql([...new Set(of.ids)])}::uuid[]) order by id for share`,
    )
}

async function linkedRows(
  reading: Reading,
  entity: string,
  of: { readonly ids: readonly string[]; readonly wish: Wish },
): Promise<ReadonlyMap<string, LinkedRowLike>> {
  if (of.ids.length === 0) return new Map()
  const place = placeOf(newContext(reading.base), entity, 'system')
  const selected = selectWish(place, of.wish)
  const where = rowsInReach(place)
  const rows = await reading.runner.rows(
    sql`select ${column(place.alias, 'id')} as "_id"${listSql(selected)} from ${fromSql(place)} where ${column(place.alias, 'id')} = any(${bindSql(of.ids)}::uuid[]) and ${where}`,
  )
  const made = await asLinked(reading, entity, { rows, selected, wish: of.wish })
  return new Map(
    rows.flatMap((row, index) => (made[index] ? [[row['_id'] as string, made[index]] as const] : [])),
  )
}

/** Rows by the order of their parents; those a form holds but has not saved yet come from the values themselves. */
async function relatedRows(
  reading: Reading,
  of: {
    readonly entity: string
    readonly key: string
    readonly parents: readonly RecordValues[]
    readonly wish: Wish
  },
): Promise<readonly (readonly LinkedRowLike[])[] | undefined> {
  const relation = peopleTables[of.entity]
    ? undefined
    : reading.base.shapes.entity(of.entity).entity.relation(of.key)
  if (relation === undefined) return undefined
  if (relation.many === 'forth') return listedRows(reading, relation, of)
  const given = of.parents.map((parent) => (relation.owned ? givenRows(parent[of.key]) : undefined))
  const ids = of.parents.flatMap((parent, index) =>
    given[index] === undefined && typeof parent['id'] === 'string' ? [parent['id']] : [],
  )
  const stored = await storedRows(reading, { relation, ids, wish: of.wish })
  return Promise.all(
    of.parents.map(async (parent, index) => {
      const rows = given[index]
      if (rows === undefined) return stored.get(parent['id'] as string) ?? []
      const near = await around(reading, relation.target, { wish: of.wish, records: rows })
      return rows.map((row, at) => linkedRow(row, near[at]))
    }),
  )
}

/** The rows behind links to many, as the record holds their ids now, saved or not. */
async function listedRows(
  reading: Reading,
  relation: RelationModel,
  of: { readonly key: string; readonly parents: readonly RecordValues[]; readonly wish: Wish },
): Promise<readonly (readonly LinkedRowLike[])[]> {
  const idsOf = (parent: RecordValues): readonly string[] => {
    const ids = parent[of.key]
    return Array.isArray(ids) ? (ids as readonly string[]) : []
  }
  const ids = [...new Set(of.parents.flatMap(idsOf))]
  const byId = await linkedRows(reading, relation.target, { ids, wish: of.wish })
  return of.parents.map((parent) => idsOf(parent).flatMap((id) => byId.get(id) ?? []))
}

function givenRows(value: Json | undefined): readonly RecordValues[] | undefined {
  return Array.isArray(value) ? (value as readonly RecordValues[]) : undefined
}

async function storedRows(
  reading: Reading,
  of: { readonly relation: RelationModel; readonly ids: readonly string[]; readonly wish: Wish },
): Promise<ReadonlyMap<string, readonly LinkedRowLike[]>> {
  const { relation } = of
  const byParent = new Map<string, LinkedRowLike[]>()
  if (of.ids.length === 0) return byParent
  const place = placeOf(newContext(reading.base), relation.target, 'system')
  const selected = selectWish(place, of.wish)
  const join = relation.many && place.shape?.fields.get(relation.via)?.join
  const via = join === undefined ? column(place.alias, relation.via) : rawSql('j.target')
  const where = rowsInReach(place)
  const joined = join
    ? sql` join ${ownTable(reading.base.schema, join)} j on j.source = ${column(place.alias, 'id')} and j.hidden_at is null`
    : rawSql('')
  const rows = await reading.runner.rows(
    sql`select ${column(place.alias, 'id')} as "_id", ${via} as "_parent"${listSql(selected)} from ${fromSql(place)}${joined} where ${via} = any(${bindSql(of.ids)}::uuid[]) and ${where} order by ${column(place.alias, hidden.position)}, ${column(place.alias, 'id')}`,
  )
  const made = await asLinked(reading, relation.target, { rows, selected, wish: of.wish })
  rows.forEach((row, index) => {
    const parent = row['_parent'] as string
    const list = byParent.get(parent) ?? []
    const one = made[index]
    if (one) list.push(one)
    byParent.set(parent, list)
  })
  return byParent
}

function selectWish(place: Place, wish: Wish): readonly Selected[] {
  const own = [...wish.fields].filter((key) => place.shape?.entity.relation(key) === undefined)
  const links = [...wish.behind.keys()].filter((key) => place.shape?.entity.relation(key) === undefined)
  const listed = [...wish.fields, ...wish.behind.keys()].filter(
    (key) => place.shape?.entity.relation(key)?.many === 'forth',
  )
  const relations = [...wish.fields, ...wish.behind.keys()].length > own.length + links.length
  const keys = new Set([...own, ...links, ...listed, ...(relations ? ['id'] : [])])
  return selectFields(place, [...keys])
}

async function asLinked(
  reading: Reading,
  entity: string,
  of: { readonly rows: readonly Row[]; readonly selected: readonly Selected[]; readonly wish: Wish },
): Promise<readonly LinkedRowLike[]> {
  const records = of.rows.map((row) => selectedValues(row, of.selected, reading.base))
  const deeper = wishes(reading, entity, of.wish).length > 0
  const near = deeper ? await around(reading, entity, { wish: of.wish, records }) : []
  return records.map((row, index) => linkedRow(row, near[index]))
}

function linkedRow(row: RecordValues, near: Around | undefined): LinkedRowLike {
  if (near === undefined) return { row }
  const { links, rows } = near
  return {
    row,
    ...(Object.keys(links).length > 0 ? { links } : {}),
    ...(Object.keys(rows).length > 0 ? { rows } : {}),
  }
}
