import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { column, ownTable } from '../sql/names.ts'
import { peopleTables } from '../sql/people.ts'
import type { Refs, StoredRecord } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { holeSql, kept } from './kept.ts'
import { fromSql, placeOf, rowsInReach } from './place.ts'
import { readableTitleSql } from './title.ts'

export type WantedRefs = readonly { readonly entity: string; readonly ids: readonly string[] }[]

/** Ids that a page shows, by the entity they point at. */
export function collectRefs(
  records: readonly StoredRecord[],
  selected: readonly { readonly path: string; readonly target?: string | undefined }[],
): WantedRefs {
  const byEntity = new Map<string, Set<string>>()
  for (const { path, target } of selected) {
    if (target === undefined) continue
    const ids = byEntity.get(target) ?? new Set<string>()
    byEntity.set(target, ids)
    for (const { values } of records) {
      const value = values[path]
      if (typeof value === 'string') ids.add(value)
      else if (Array.isArray(value)) for (const id of value as readonly string[]) ids.add(id)
    }
  }
  return [...byEntity].map(([entity, ids]) => ({ entity, ids: [...ids] }))
}

type Names = { [entity: string]: { [id: string]: string | null } }

/** Names by id, one statement per entity. What the actor may not read, and what is gone, is null. */
export function loadRefs(runner: Runner, base: QueryBase, wanted: WantedRefs): Refs | Promise<Refs> {
  const refs: Names = {}
  const asked: { readonly entity: string; readonly ids: readonly string[] }[] = []
  for (const { entity, ids } of wanted) {
    const unknown = fillKnown((refs[entity] ??= {}), base, { entity, ids })
    if (unknown.length > 0 && (peopleTables[entity] || base.access.entity(entity) !== undefined))
      asked.push({ entity, ids: unknown })
  }
  return asked.length === 0 ? refs : askFor(runner, base, { refs, asked })
}

/** Names that need no asking; gives the ids that do. */
function fillKnown(
  names: Names[string],
  base: QueryBase,
  { entity, ids }: WantedRefs[number],
): readonly string[] {
  const unknown: string[] = []
  for (const id of ids) {
    names[id] ??= (peopleTables[entity] && base.nameOf?.(entity, id)) ?? null
    if (names[id] === null) unknown.push(id)
  }
  return unknown
}

async function askFor(
  runner: Runner,
  base: QueryBase,
  { refs, asked }: { readonly refs: Names; readonly asked: WantedRefs },
): Promise<Refs> {
  const fill = async ({ entity, ids }: WantedRefs[number]): Promise<void> => {
    const names = (refs[entity] ??= {})
    for (const row of await titles(runner, base, { entity, ids })) names[row.id] = row.title
  }
  // On one connection they go out together; outside each would take one of its own.
  if (runner.inTransaction) await Promise.all(asked.map(fill))
  else for (const one of asked) await fill(one)
  return refs
}

function titles(
  runner: Runner,
  base: QueryBase,
  wanted: { readonly entity: string; readonly ids: readonly string[] },
): Promise<readonly { id: string; title: string | null }[]> {
  const people = peopleTables[wanted.entity]
  if (people) {
    const table = ownTable(base.schema, people.table)
    return runner.rows(
      sql`select id, ${rawSql(people.label)} as title from ${table} where id = any(${bindSql(wanted.ids)}::uuid[])`,
    )
  }
  const { bind } = kept(base, `titles ${wanted.entity}`, (at) => {
    const place = placeOf(newContext(at), wanted.entity, 'actor')
    const title = readableTitleSql(place)
    const where = rowsInReach(place)
    const statement = sql`select ${column(place.alias, 'id')} as id, ${title} as title from ${fromSql(place)} where ${column(place.alias, 'id')} = any(${holeSql('ids')}::uuid[]) and ${where}`
    return { statement, more: undefined }
  })
  return runner.rows(bind({ ids: wanted.ids }))
}
