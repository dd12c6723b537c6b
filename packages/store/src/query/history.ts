import type { Json } from '@mortise/expressions'
import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { Runner } from '../database/runner.ts'
import { firstChanges, originOf } from '../bulk/chunks.ts'
import { storedColumns } from '../records/rows-sql.ts'
import type { EntityShape } from '../records/shape.ts'
import { storedValues } from '../records/values.ts'
import { column, ownTable, recordTable } from '../sql/names.ts'
import type { HistoryEntry, StorySpan } from '../types.ts'
import { newContext, type QueryBase } from './context.ts'
import { getRecord } from './get.ts'
import { refuseTooLarge } from './select.ts'
import { shapeInReach } from './page.ts'
import { fromSql, placeOf, scopeSql } from './place.ts'
import { titleSql } from './title.ts'

type Change = { readonly field: string; readonly from: Json; readonly to: Json }

/** What happened to a record, newest first, with the fields the actor may read; nothing of a record out of reach. */
export async function readHistory(
  runner: Runner,
  base: QueryBase,
  asked: {
    readonly entity: string
    readonly id: string
    readonly limit: number
    readonly before: number | undefined
    /** With what happened to records that were merged into it. */
    readonly merged: boolean
  } & StorySpan,
): Promise<readonly HistoryEntry[]> {
  const shape = shapeInReach(base, asked.entity)
  refuseTooLarge('entries', asked.limit, 500)
  const { entity, id } = asked
  const live = await getRecord(runner, base, { entity, id, options: { fields: ['id'] } })
  const record =
    live ?? (await getRecord(runner, base, { entity, id, options: { fields: ['id'], deleted: true } }))
  if (record === null) return []
  const older = asked.before === undefined ? rawSql('') : sql` and seq < ${bindSql(asked.before)}::bigint`
  const whose = asked.merged ? await takenIn(runner, base, id) : [id]
  const rows = await runner.rows(
    sql`select seq, version, at, actor, actor_name as "actorName", via, op, changes, nullif(record_id, ${bindSql(id)}::uuid) as "mergedFrom" from ${ownTable(base.schema, 'record_history')} where record_id = any(${bindSql(whose)}::uuid[]) and entity = ${bindSql(shape.historyKey)}${older}${spanSql(asked)} order by seq desc limit ${bindSql(asked.limit)}`,
  )
  const entries = rows as unknown as readonly Omit<HistoryEntry, 'mergedTitle'>[]
  // The first page that reaches the beginning tells how the record came to be, where that is not an entry of its own.
  const oldest = entries.findLast(({ mergedFrom }) => mergedFrom === null)
  const begins =
    entries.length < asked.limit &&
    oldest?.op !== 'create' &&
    asked.before !== firstSeq &&
    asked.actor === undefined
  const first = begins ? await beginning(runner, base, { shape, id }) : []
  const visible = await readableNames(runner, base, { shape, id })
  const clean = rowCleaner(base, shape)
  const named = [...visible.values()].includes(shape.entity.document.title)
  const names = named ? await namesOf(runner, base, { shape, entries }) : new Map<string, string>()
  return [...entries, ...first].map((entry) => ({
    ...entry,
    mergedTitle: entry.mergedFrom === null ? null : (names.get(entry.mergedFrom) ?? null),
    changes: entry.changes.flatMap((change) => {
      const key = visible.get(change.field)
      return key === undefined ? [] : (clean({ ...change, field: key }) ?? [])
    }),
  }))
}

/** Names of the records that entries came from; they lie in the bin, where readers of this one may not look. */
async function namesOf(
  runner: Runner,
  base: QueryBase,
  of: { readonly shape: EntityShape; readonly entries: readonly Pick<HistoryEntry, 'mergedFrom'>[] },
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(of.entries.flatMap(({ mergedFrom }) => mergedFrom ?? []))]
  if (ids.length === 0) return new Map()
  const place = placeOf(newContext(base), of.shape.key, 'system')
  const title = titleSql(place)
  const id = column(place.alias, 'id')
  const rows = await runner.rows<{ id: string; title: string | null }>(
    sql`select ${id} as id, ${title} as title from ${fromSql(place)} where ${id} = any(${bindSql(ids)}::uuid[])`,
  )
  return new Map(rows.flatMap((row) => (row.title === null ? [] : [[row.id, row.title] as const])))
}

/** The record, and all that were merged into it, through several merges if it came so. */
async function takenIn(runner: Runner, base: QueryBase, id: string): Promise<readonly string[]> {
  const merge = ownTable(base.schema, 'merge')
  const rows = await runner.rows<{ id: string }>(
    sql`with recursive taken(id) as (select ${bindSql(id)}::uuid union select x.id from taken join ${merge} m on m.kept = taken.id and m.undone_at is null, unnest(m.merged) as x(id)) select id from taken`,
  )
  return rows.map((row) => row.id)
}

/** Takes out of changed rows what the actor may not read of them; rows out of reach as a whole say nothing. */
function rowCleaner(base: QueryBase, shape: EntityShape): (change: Change) => Change | undefined {
  const targets = new Map(shape.subtables.map((one) => [one.key, one.target]))
  return (change) => {
    const target = targets.get(change.field)
    if (target === undefined) return change
    const rights = base.access.entity(target)
    if (rights === undefined) return undefined
    const shown = (rows: Json): Json =>
      (Array.isArray(rows) ? (rows as readonly { readonly [key: string]: Json }[]) : []).map((row) =>
        Object.fromEntries(
          Object.entries(row).filter(
            ([key]) => key === 'position' || rights.fieldScope(key, 'read') === null,
          ),
        ),
      )
    return { ...change, from: shown(change.from), to: shown(change.to) }
  }
}

/** Place of a beginning that is no entry of its own: before all that are. */
const firstSeq = 0

/** How a record that came with many others began. */
async function beginning(
  runner: Runner,
  base: QueryBase,
  of: { readonly shape: EntityShape; readonly id: string },
): Promise<readonly Omit<HistoryEntry, 'mergedTitle'>[]> {
  const { shape, id } = of
  const origin = await originOf(runner, base.schema, of)
  if (origin === undefined) return []
  const now = await runner.first(
    sql`select ${storedColumns(shape)} from ${recordTable(base.schema, shape.key)} where id = ${bindSql(id)}::uuid`,
  )
  const since = await runner.rows<{ changes: readonly Change[] }>(
    sql`select changes from ${ownTable(base.schema, 'record_history')} where record_id = ${bindSql(id)}::uuid and entity = ${bindSql(shape.historyKey)} order by seq`,
  )
  const changes = firstChanges(
    shape,
    storedValues(shape, now ?? {}),
    since.map((row) => row.changes),
  )
  return [{ seq: firstSeq, version: 1, ...origin, op: 'create', changes, mergedFrom: null }]
}

/** Keys by their stable names, of fields readable in full on this record; masked ones stay out of history. */
async function readableNames(
  runner: Runner,
  base: QueryBase,
  of: { readonly shape: EntityShape; readonly id: string },
): Promise<ReadonlyMap<string, string>> {
  const rights = base.access.entity(of.shape.key)
  const names = new Map<string, string>()
  for (const field of of.shape.fields.values()) {
    const scope = rights?.fieldScope(field.key, 'read')
    if (scope === null) names.set(field.historyKey, field.key)
    else if (scope !== undefined && scope !== false && (await holds(runner, base, { ...of, scope })))
      names.set(field.historyKey, field.key)
  }
  return names
}

async function holds(
  runner: Runner,
  base: QueryBase,
  of: { readonly shape: EntityShape; readonly id: string; readonly scope: Json },
): Promise<boolean> {
  const place = placeOf(newContext(base), of.shape.key, 'system')
  const where = scopeSql(place, of.scope)
  const id = column(place.alias, 'id')
  return (
    (await runner.first(
      sql`select 1 as one from ${fromSql(place)} where ${id} = ${bindSql(of.id)}::uuid and ${where}`,
    )) !== undefined
  )
}

function spanSql({ since, until, actor }: StorySpan): Fragment {
  const from = since === undefined ? rawSql('') : sql` and at >= ${bindSql(since)}::timestamptz`
  const to = until === undefined ? rawSql('') : sql` and at < ${bindSql(until)}::timestamptz`
  const whose = actor === undefined ? rawSql('') : sql` and actor = ${bindSql(actor)}::uuid`
  return sql`${from}${to}${whose}`
}
