import type { Json } from '@mortise/expressions'
import { type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { ownTable, recordTable } from '../sql/names.ts'
import type { PastValues } from '../types.ts'
import type { WriteContext } from './context.ts'
import { textOnce } from './rows-sql.ts'
import type { EntityShape, FieldShape } from './shape.ts'

export type FieldChange = { readonly field: string; readonly from: Json; readonly to: Json }

/** What happened to one record, for history and audit. */
export type TrailEntry = {
  readonly id: string
  readonly version: number
  readonly op: 'create' | 'update' | 'delete' | 'restore' | 'purge'
  readonly changes: readonly FieldChange[]
  /** Values after it; of tracked fields an interval begins where they changed. */
  readonly after: RecordValues
  /** What tracked fields of a new record held before it came here, up to what they hold now. */
  readonly past?: PastValues | undefined
}

/** Fields that write intervals: those marked in the entity, and the owner. */
export function trackedFields(shape: EntityShape): readonly FieldShape[] {
  let fields = tracked.get(shape)
  if (fields === undefined) {
    fields = shape.stored.filter((field) => field.model.document.history === true || field.key === 'owner')
    tracked.set(shape, fields)
  }
  return fields
}
const tracked = new WeakMap<EntityShape, readonly FieldShape[]>()

/** Changes by the stable names that history keeps. */
export function fieldChanges(
  shape: EntityShape,
  keys: readonly string[],
  values: { readonly before: RecordValues | null; readonly after: RecordValues },
): readonly FieldChange[] {
  return keys.map((key) => ({
    field: shape.fields.get(key)?.historyKey ?? key,
    from: values.before?.[key] ?? null,
    to: values.after[key] ?? null,
  }))
}

/** Writes history, intervals and audit of entries of one entity, in two statements at most. */
export async function leaveTrail(
  context: WriteContext,
  shape: EntityShape,
  entries: readonly TrailEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const { base, runner, actor } = context
  const begun = entries.flatMap((entry) => intervalsOf(shape, entry))
  const ended = entries.flatMap((entry) => endedBy(shape, entry))
  if (ended.length > 0) await closeIntervals(context, shape, ended)
  const rows = entries.map((entry) => {
    const { id, version, op, changes } = entry
    return { record: id, version, op, changes, since: sinceOf(entry) }
  })
  const text = textOnce(shape, `${base.schema} trail`, () => trailSql(base.schema, shape))
  const values = [
    JSON.stringify(rows),
    shape.historyKey,
    base.now,
    JSON.stringify(begun),
    actor.userId,
    actor.name,
    actor.via,
  ]
  const audited = isAudited(shape) ? [actor.ip ?? null, shape.key] : []
  await runner.post({ text, values: [...values, ...audited] })
}

const isAudited = (shape: EntityShape): boolean => shape.entity.document.audit !== false

/** Numbered by hand, because values stand in it more than once. */
function trailSql(schema: string, shape: EntityShape): Fragment {
  const audit = isAudited(shape)
    ? sql`, a as (insert into ${ownTable(schema, 'audit')} (at, action, actor, actor_name, via, ip, entity, record_id, data) select $3::timestamptz, 'record.' || x.op, $5::uuid, $6::text, $7::text, $8::text, $9::text, x.record, jsonb_build_object('version', x.version, 'fields', coalesce((select jsonb_agg(c->'field') from jsonb_array_elements(x.changes) c), '[]'::jsonb)) from x)`
    : rawSql('')
  return sql`with x as (select * from jsonb_to_recordset($1::jsonb) as x(record uuid, version int, op text, changes jsonb, since timestamptz)), i as (insert into ${ownTable(schema, 'field_interval')} (entity, field, record_id, value, from_at, to_at) select $2::text, y.field, y.record, y.value, coalesce(y.since, $3::timestamptz), y.until from jsonb_to_recordset($4::jsonb) as y(field text, record uuid, value text, since timestamptz, until timestamptz))${audit} insert into ${ownTable(schema, 'record_history')} (at, entity, record_id, version, op, actor, actor_name, via, changes) select coalesce(x.since, $3::timestamptz), $2::text, x.record, x.version, x.op, $5::uuid, $6::text, $7::text, x.changes from x`
}

type Interval = {
  readonly field: string
  readonly record: string
  readonly value: string | null
  readonly since: Json
  /** When it was over, for what a new record held before it came here. */
  readonly until?: string | undefined
}

// A new record's history begins when it came to be; for data older than its stay here that is not now.
const sinceOf = ({ op, after }: TrailEntry): Json => (op === 'create' ? (after['created_at'] ?? null) : null)

function intervalsOf(shape: EntityShape, entry: TrailEntry): readonly Interval[] {
  if (entry.op === 'delete' || entry.op === 'purge') return []
  const since = sinceOf(entry)
  const begun: Interval[] = []
  for (const { key, historyKey } of trackedFields(shape)) {
    // Of what is new or back every field begins.
    if (entry.op === 'update' && changeOf(entry, historyKey) === undefined) continue
    const value = intervalText(entry.after[key] ?? null)
    begun.push(...pastOf({ field: historyKey, record: entry.id, value, since }, entry.past?.[key]))
  }
  return begun
}

const changeOf = ({ changes }: TrailEntry, historyKey: string): FieldChange | undefined =>
  changes.find(({ field }) => field === historyKey)

/** One interval for each value that is told of before, the last of them still open. */
function pastOf(now: Interval, past: PastValues[string] = []): readonly Interval[] {
  if (past.length === 0) return [now]
  return past.map(({ value, at }, index) => ({ ...now, value, since: at, until: past[index + 1]?.at }))
}

const intervalText = (value: Json): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value)

/** A value that a record held until now. */
type Ended = { readonly field: string; readonly record: string; readonly was: string | null }

/** What a record held before it changed, or when it went. */
function endedBy(shape: EntityShape, entry: TrailEntry): readonly Ended[] {
  if (entry.op !== 'update' && entry.op !== 'delete') return []
  return trackedFields(shape).flatMap(({ key, historyKey }) => {
    const held = entry.op === 'delete' ? { from: entry.after[key] ?? null } : changeOf(entry, historyKey)
    if (held === undefined) return []
    return [{ field: historyKey, record: entry.id, was: intervalText(held.from) }]
  })
}

/**
 * Ends the open intervals. A value that has none yet (the record came in by a bulk import, or the field was not tracked
 * then) has been there since the record was made.
 */
async function closeIntervals(
  context: WriteContext,
  shape: EntityShape,
  ended: readonly Ended[],
): Promise<void> {
  const { base, runner } = context
  const text = textOnce(shape, `${base.schema} intervals`, () => closeSql(base.schema, shape))
  const records = [...new Set(ended.map(({ record }) => record))]
  await runner.post({ text, values: [JSON.stringify(ended), shape.historyKey, base.now, records] })
}

/**
 * The records stand in it once more as a list: of what a document holds the planner only guesses that it is much, and would
 * read a whole table for one record.
 */
function closeSql(schema: string, shape: EntityShape): Fragment {
  const table = ownTable(schema, 'field_interval')
  return sql`with y as (select * from jsonb_to_recordset($1::jsonb) as y(field text, record uuid, was text)), closed as (update ${table} as t set to_at = greatest(t.from_at, $3::timestamptz) where t.to_at is null and t.record_id = any($4::uuid[]) and (t.record_id, t.field) in (select y.record, y.field from y)) insert into ${table} (entity, field, record_id, value, from_at, to_at) select $2::text, y.field, y.record, y.was, r.created_at, greatest(r.created_at, $3::timestamptz) from y join ${recordTable(schema, shape.key)} as r on r.id = y.record where r.id = any($4::uuid[]) and (select true from ${table} as i where i.entity = $2::text and i.field = y.field and i.record_id = y.record limit 1) is null`
}
