import type { Json } from '@mortise/expressions'
import { say } from '@mortise/errors'
import { type FieldType, isCollection } from '@mortise/kit'
import type { EntityModel, FieldModel, RecordValues } from '@mortise/schema'
import { type Actor, auditedBy, type MovedLinks, type StoredRecord } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { entityFor } from './entity-for.ts'
import { whereIs } from './merges.ts'
import { sameJson } from './prepare.ts'
import { removeRecord, saveRecord } from './save.ts'
import { recomputeTouched } from './touched.ts'
import type { Cause } from '../types.ts'

/** Most records that become one in one go. */
const most = 20

/** What a merge needs to be taken apart again. */
type Journal = {
  /** Values of the kept record before and after, of fields that the merge changed. */
  readonly before: RecordValues
  readonly after: RecordValues
  readonly moved: readonly MovedLinks[]
}

/**
 * Makes several records one: each field from the record that was chosen for it, else as it is, else from the first that
 * has it; everything that pointed at the others points at it, and the others go to the bin. All in the unit's transaction,
 * and written down, so that it can be taken apart again.
 */
export async function mergeRecords(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: string
    readonly keep: string
    readonly ids: readonly string[]
    /** By field, the record whose value it gets. */
    readonly choices: { readonly [field: string]: string }
    readonly cause: Cause
  },
): Promise<{ readonly merge: string; readonly record: StoredRecord }> {
  const { keep, cause } = given
  const entity = entityFor(unit, actor, given.entity)
  const ids = [...new Set(given.ids)].filter((id) => id !== keep)
  if (ids.length === 0 || ids.length >= most) throw errors.MERGE_COUNT({ most })
  const found = await readAll(unit, actor, { entity, ids: [keep, ...ids] })
  const records = found.map((record) => withoutEachOther(unit, entity, { record, ids: [keep, ...ids] }))
  const [kept] = records
  if (kept === undefined) throw errors.RECORD_NOT_FOUND()
  const values = chosenValues(unit, actor, { entity, records, choices: given.choices })
  const { moved, touched } = await unit.door(automation(unit, 'merge')).repoint(entity.key, ids, keep)
  // First out of the way: a value that only one record may have goes over with it.
  for (const id of ids) await removeRecord(unit, actor, { op: 'delete', entity: entity.key, id, cause })
  const saved = await saveTaken(unit, actor, { entity, id: keep, values, cause })
  await recomputeTouched(unit, actor, touched)
  const before = pick(kept.values, Object.keys(values))
  const after = pick(saved.values, Object.keys(values))
  const journal: Journal = { before, after, moved }
  const merge = await unit.tx.side.merges.add({
    actor: actor.userId,
    actorName: actor.name,
    entity: entity.key,
    kept: keep,
    merged: ids,
    journal: journal as unknown as Json,
  })
  await tell(unit, actor, { action: 'record.merge', entity: entity.key, keep, data: { merge, merged: ids } })
  const record = await unit.door(actor).get(entity.key, keep, { rows: 'all' })
  return { merge, record: record ?? saved }
}

/** Takes a merge apart: the others come back, with what pointed at them; fields nobody changed since get their old values. */
export async function unmergeRecords(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly merge: string; readonly cause: Cause },
): Promise<{ readonly record: StoredRecord; readonly ids: readonly string[] }> {
  const { cause } = given
  const entity = entityFor(unit, actor, given.entity)
  const row = await unit.tx.side.merges.get(given.merge)
  if (row === null || row.entity !== entity.key) throw errors.RECORD_NOT_FOUND()
  if (row.undoneAt !== null) throw errors.MERGE_UNDONE()
  const [kept] = await readAll(unit, actor, { entity, ids: [row.kept] })
  if (kept === undefined) throw errors.RECORD_NOT_FOUND()
  const places = await Promise.all(
    row.merged.map(async (one) => ({ id: one, state: await whereIs(unit, entity, one) })),
  )
  const lost = places.filter(({ state }) => state === 'gone').length
  if (lost > 0) throw errors.MERGE_LOST({ n: lost })
  const journal = row.journal as unknown as Journal
  const untouched = Object.keys(journal.before).filter(
    (key) =>
      entity.field(key) !== undefined && sameJson(kept.values[key] ?? null, journal.after[key] ?? null),
  )
  await saveTaken(unit, actor, { entity, id: row.kept, values: pick(journal.before, untouched), cause })
  // Somebody may have taken one out of the bin on its own already.
  for (const { id } of places.filter(({ state }) => state === 'bin'))
    await removeRecord(unit, actor, { op: 'restore', entity: entity.key, id, cause })
  await recomputeTouched(
    unit,
    actor,
    await unit.door(automation(unit, 'merge')).pointBack(row.kept, journal.moved),
  )
  await unit.tx.side.merges.undone(row.id)
  await tell(unit, actor, {
    action: 'record.unmerge',
    entity: entity.key,
    keep: row.kept,
    data: { merge: row.id, merged: row.merged },
  })
  const record = await unit.door(actor).get(entity.key, row.kept, { rows: 'all' })
  return { record: record ?? kept, ids: row.merged }
}

async function readAll(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly ids: readonly string[] },
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = []
  // In one order for everybody, so that two merges do not wait for each other.
  for (const id of of.ids.toSorted()) {
    const record = await unit.door(actor).get(of.entity.key, id, { lock: true })
    if (record === null) throw errors.RECORD_NOT_FOUND()
    found.push(record)
  }
  return of.ids.map((id) => found.find((one) => one.id === id)).filter((one) => one !== undefined)
}

/** A record without its links to the others: merged, they would lead from it to itself. */
function withoutEachOther(
  unit: Unit,
  entity: EntityModel,
  of: { readonly record: StoredRecord; readonly ids: readonly string[] },
): StoredRecord {
  const values = Object.entries(of.record.values).map(([key, value]): readonly [string, Json] => {
    const field = entity.field(key)
    const type = field === undefined || field.system ? undefined : unit.options.kit.fields.find(field.type)
    if (field === undefined || type?.target?.(field.document) !== entity.key) return [key, value]
    if (!Array.isArray(value)) return [key, of.ids.includes(String(value)) ? null : value]
    const left = (value as readonly Json[]).filter((id) => !of.ids.includes(String(id)))
    return [key, left.length === 0 ? null : left]
  })
  return { ...of.record, values: Object.fromEntries(values) }
}

/** What the kept record gets: chosen values, and what it lacks. Only fields that can be written, and are seen in full. */
function chosenValues(
  unit: Unit,
  actor: Actor,
  of: {
    readonly entity: EntityModel
    readonly records: readonly StoredRecord[]
    readonly choices: { readonly [field: string]: string }
  },
): RecordValues {
  const rights = unit.published.access(actor).entity(of.entity.key)
  const values: Record<string, Json> = {}
  for (const key of Object.keys(of.choices))
    if (of.entity.field(key) === undefined) throw errors.MERGE_CHOICE({ name: key })
  for (const field of of.entity.fields) {
    const { key } = field
    const type = unit.options.kit.fields.find(field.type)
    const column = type?.column(field.document) ?? null
    const stored = field.system ? key === 'owner' : column !== null
    if (!stored || (type?.computed === true && !field.system) || rights?.fieldScope(key, 'write') !== null)
      continue
    const chosen = of.choices[key]
    const from = chosen === undefined ? undefined : of.records.find(({ id }) => id === chosen)
    if (chosen !== undefined && from === undefined) throw errors.MERGE_CHOICE({ name: key })
    const value =
      from === undefined ? unchosen(unit, { field, type, records: of.records }) : (from.values[key] ?? null)
    if (!sameJson(value, of.records[0]?.values[key] ?? null)) values[key] = value
  }
  return values
}

/** Nobody chose: sets of things are put together where they fit, else the first value there is. */
function unchosen(
  { timeZone }: Unit,
  of: {
    readonly field: FieldModel
    readonly type: FieldType | undefined
    readonly records: readonly StoredRecord[]
  },
): Json {
  const { type, records } = of
  const { key, document } = of.field
  const values = records.map((one) => one.values[key] ?? null).filter((value) => value !== null)
  const first = values[0] ?? null
  if (values.length < 2 || !isCollection(type, document)) return first
  const all = values.flatMap((value) => (Array.isArray(value) ? (value as readonly Json[]) : [value]))
  const once = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
  const parsed = type?.parse(once, { field: document, locale: 'zh', timeZone })
  return parsed?.ok === true ? parsed.value : first
}

/**
 * Files and links that a record takes over were let in when they were given to the other: whoever merges need not have
 * brought the file, nor see what is linked. They are written by the platform, the rest by the person.
 */
async function saveTaken(
  unit: Unit,
  actor: Actor,
  of: {
    readonly entity: EntityModel
    readonly id: string
    readonly values: RecordValues
    readonly cause: Cause
  },
): Promise<StoredRecord> {
  const { entity, id, cause } = of
  if (!(await unit.door(actor).may(entity.key, id, 'update')))
    throw errors.FORBIDDEN({ what: say(entity.document.label, actor.locale) })
  const isTaken = ([key, value]: readonly [string, Json]): boolean => {
    const field = entity.field(key)
    const type = field === undefined || field.system ? undefined : unit.options.kit.fields.find(field.type)
    return (
      value !== null &&
      field !== undefined &&
      (isCollection(type, field.document) || type?.target?.(field.document) !== undefined)
    )
  }
  const save = (by: Actor, values: RecordValues): ReturnType<typeof saveRecord> =>
    saveRecord(unit, by, {
      request: { op: 'update', entity: entity.key, id, values, ignoreDuplicates: true },
      cause,
    })
  const taken = Object.fromEntries(Object.entries(of.values).filter(isTaken))
  const own = Object.fromEntries(Object.entries(of.values).filter((entry) => !isTaken(entry)))
  const some = Object.keys(taken).length > 0
  if (some) await save(automation(unit, 'merge'), taken)
  return (await save(actor, own)).record
}

const pick = (values: RecordValues, keys: readonly string[]): RecordValues =>
  Object.fromEntries(keys.map((key) => [key, values[key] ?? null]))

async function tell(
  unit: Unit,
  actor: Actor,
  of: { readonly action: string; readonly entity: string; readonly keep: string; readonly data: Json },
): Promise<void> {
  await unit.tx.side.audit({
    action: of.action,
    ...auditedBy(actor),
    entity: of.entity,
    recordId: of.keep,
    data: of.data,
  })
}
