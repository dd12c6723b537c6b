import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { RecordValues } from '@mortise/schema'
import { storeErrors } from '../errors.ts'
import { indexRecords } from '../search/entries.ts'
import { keepKeys } from '../duplicates/keep-keys.ts'
import { quoted, recordTable } from '../sql/names.ts'
import type { EntityAccess, LockedRecord, WriteResult } from '../types.ts'
import { conditionalFields, wantedValues } from './allowed.ts'
import type { WriteContext } from './context.ts'
import { departmentsOf, reread, told } from './create.ts'
import { checkFiles } from './files.ts'
import { isForeseen } from './foreseen.ts'
import { isUuid, knownLock, lockRow } from './lock.ts'
import { readBack } from './read-back.ts'
import { checkAfter, checkLinks, checkMembers, rightsOn } from './rights.ts'
import { parentPlans } from './rollup-plans.ts'
import { holdTargets, lockParents } from './lock-parents.ts'
import { keepComputed, overMembers, parentsOf, recomputeRollups } from './rollups.ts'
import { postRow, updateRow } from './rows-sql.ts'
import type { EntityShape } from './shape.ts'
import { keepAboutRows, saveRows, type SubtableChange } from './subtables.ts'
import { fieldChanges, leaveTrail, type TrailEntry } from './trail.ts'
import { changedFields, idOf, sameValue, type StoredValues, storedValues } from './values.ts'
import { writeNeeds } from './write-needs.ts'

/** A change of one record. */
export type Change = {
  readonly entity: string
  readonly id: string
  readonly values: RecordValues
  readonly derived?: RecordValues | undefined
  readonly expectedVersion?: number | undefined
  readonly locked?: LockedRecord | undefined
}

/** Changes one record and its rows; a write that changes nothing leaves no trace and keeps the version. */
export async function updateRecord(context: WriteContext, change: Change): Promise<WriteResult> {
  const rights = rightsOn(context, change.entity)
  const shape = context.base.shapes.entity(change.entity)
  const wanted = wantedValues(context, shape, { ...change, isNew: false })
  const asked = conditionalFields(
    rights,
    wanted.own.filter((key) => !wanted.rows.has(key)),
  )
  const needs = writeNeeds(context.base.shapes, shape)
  if (needs.targets) await holdTargets(context, shape, { values: [wanted.values], rows: [wanted.rows] })
  const known = knownLock(context, { ...change, fields: asked })
  if (needs.parents)
    await lockParentsOf(context, shape, { id: change.id, values: wanted.values, stored: known?.values })
  const lock =
    known ?? (await lockRow(context, shape, { id: change.id, scope: rights.update, fields: asked }))
  if (!lock.allowed) throw storeErrors.RECORD_FORBIDDEN()
  for (const key of asked) if (!lock.writable.has(key)) throw storeErrors.RECORD_FIELD_READONLY({ name: key })
  const before = lock.values
  if (change.expectedVersion !== undefined)
    await checkVersion(context, shape, { before, expected: change.expectedVersion, yours: change.values })
  const sets = changedValues({ before, values: wanted.values })
  if (typeof sets['owner'] === 'string' && !('department' in wanted.values))
    await moveDepartment(context, { before, sets, owner: sets['owner'] })
  const subtables =
    wanted.rows.size === 0
      ? []
      : await saveRows(context, shape, {
          id: change.id,
          rows: wanted.rows,
          asked: wanted.asked,
          isNew: false,
        })
  const rowChanges = subtables.flatMap((one) => one.change ?? [])
  if (Object.keys(sets).length === 0 && rowChanges.length === 0) return unchanged(context, shape, before)
  const keys = wanted.own.filter((key) => key in sets)
  if (needs.links) await checkLinks(context, shape, { keys, rows: [sets] })
  if (needs.members) await checkMembers(context, shape, { keys, rows: [{ before, after: sets }] })
  if (needs.files) await checkFiles(context, shape, { keys, rows: [{ before, values: sets }] })
  const foreseen = rowChanges.length === 0 ? foreseenAfter(context, shape, { before, sets }) : undefined
  const saved = await store(context, shape, { id: change.id, sets, foreseen })
  // Nobody waits for it; should the change be refused, this is undone with it.
  if (foreseen) await leaveTrail(context, shape, [updateTrail(shape, { before, after: foreseen })])
  if (needs.search) await indexRecords(context, shape, [{ before, after: saved }])
  if (needs.keys) await keepKeys(context, shape, [{ before, after: saved }])
  await checkPost(context, shape, { rights, sets, saved })
  const touched =
    needs.leaning || needs.overMembers || subtables.length > 0
      ? await keepAround(context, shape, { before, saved, subtables })
      : []
  const after =
    (touched.some((one) => one.id === change.id) ? (await reread(context, shape, [change.id]))[0] : saved) ??
    saved
  const changed = changedFields(shape, before, after)
  if (foreseen === undefined) {
    const entry = updateTrail(shape, { before, after })
    await leaveTrail(context, shape, [{ ...entry, changes: [...entry.changes, ...rowChanges] }])
  }
  const [record] = await readBack(context, shape, [after])
  return {
    record: record ?? { id: change.id, version: Number(after['version']), values: {}, deletedAt: null },
    before,
    after,
    changed: [...changed, ...subtables.filter((one) => one.change).map((one) => one.key)],
    touched: told(touched, new Set([change.id])),
  }
}

/** The record as it will come back, where that is certain: no roll-up of its own can move, and no value takes another form. */
function foreseenAfter(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly before: RecordValues; readonly sets: StoredValues },
): RecordValues | undefined {
  const { base, actor } = context
  const { before, sets } = of
  // A parent of the same entity may be the record itself.
  if (parentPlans(context.base.shapes, shape.key).some(({ parent }) => parent.key === shape.key))
    return undefined
  if (shape.rollups.some(({ relation }) => relation.many === 'forth' && relation.via in sets))
    return undefined
  const after = {
    ...before,
    ...sets,
    updated_at: base.now,
    updated_by: actor.userId,
    version: Number(before['version']) + 1,
  }
  return isForeseen(shape, { ...sets, updated_at: base.now }) ? after : undefined
}

function updateTrail(
  shape: EntityShape,
  of: { readonly before: RecordValues; readonly after: RecordValues },
): TrailEntry {
  const { after } = of
  // Roll-ups have no writer: they follow from other records' history.
  const keys = changedFields(shape, of.before, after).filter(
    (key) => shape.fields.get(key)?.source?.from !== 'rows',
  )
  return {
    id: idOf(after),
    version: Number(after['version']),
    op: 'update',
    changes: fieldChanges(shape, keys, of),
    after,
  }
}

/** Parents come before their rows in the order of locks; which ones, a look without a lock tells. */
export async function lockParentsOf(
  context: WriteContext,
  shape: EntityShape,
  of: {
    readonly id: string
    /** What will be set; without it the whole record comes or goes. */
    readonly values?: StoredValues
    /** What is stored, where that is known. */
    readonly stored?: RecordValues | undefined
  },
): Promise<void> {
  const links = parentPlans(context.base.shapes, shape.key)
  if (links.length === 0 || !isUuid(of.id)) return
  const keys = [...new Set(links.map(({ relation }) => relation.via))]
  const stored = of.stored ?? (await linksIn(context, shape, { id: of.id, keys }))
  const moving = of.values && new Set(Object.keys(of.values))
  await lockParents(context, parentsOf(context, shape, [stored, of.values ?? {}], moving))
}

async function linksIn(
  context: WriteContext,
  shape: EntityShape,
  of: { readonly id: string; readonly keys: readonly string[] },
): Promise<RecordValues> {
  const columns = rawSql(of.keys.map((key) => quoted(key)).join(', '))
  const row = await context.runner.first(
    sql`select ${columns} from ${recordTable(context.base.schema, shape.key)} where id = ${bindSql(of.id)}::uuid`,
  )
  return (row ?? {}) as RecordValues
}

/** Refuses a write that was made on another version; the error carries both sides. */
export async function checkVersion(
  context: WriteContext,
  shape: EntityShape,
  asked: {
    readonly before: RecordValues
    readonly expected: number | undefined
    readonly yours: RecordValues
  },
): Promise<void> {
  const current = Number(asked.before['version'])
  if (asked.expected === undefined || asked.expected === current) return
  const [record] = await readBack(context, shape, [asked.before])
  throw storeErrors.RECORD_CONFLICT(
    { current },
    { data: { current: record, yours: { version: asked.expected, values: asked.yours } } },
  )
}

function changedValues(given: {
  readonly before: RecordValues
  readonly values: StoredValues
}): StoredValues {
  const { before, values } = given
  const sets: StoredValues = {}
  for (const key of Object.keys(values)) {
    const value = values[key] ?? null
    if (!sameValue(before[key], value)) sets[key] = value
  }
  return sets
}

/** A record goes with its owner to the owner's department. */
async function moveDepartment(
  context: WriteContext,
  of: { readonly before: RecordValues; readonly sets: StoredValues; readonly owner: string },
): Promise<void> {
  const department = (await departmentsOf(context, [of.owner])).get(of.owner) ?? null
  if (!sameValue(of.before['department'], department)) of.sets['department'] = department
}

async function store(
  context: WriteContext,
  shape: EntityShape,
  given: {
    readonly id: string
    readonly sets: StoredValues
    readonly foreseen: RecordValues | undefined
  },
): Promise<RecordValues> {
  const { runner, base, actor } = context
  const target = { runner, schema: base.schema, shape }
  const sets = { ...given.sets, updated_at: base.now, updated_by: actor.userId }
  if (given.foreseen !== undefined) {
    await postRow(target, given.id, sets)
    return given.foreseen
  }
  const row = await updateRow(target, given.id, sets)
  if (row === undefined) throw storeErrors.RECORD_NOT_FOUND()
  return storedValues(shape, row)
}

async function checkPost(
  context: WriteContext,
  shape: EntityShape,
  given: { readonly rights: EntityAccess; readonly sets: StoredValues; readonly saved: RecordValues },
): Promise<void> {
  const { rights, sets, saved } = given
  const assigned = 'owner' in sets || 'department' in sets
  // Handing over is its own right, even for who may change every record.
  const scope = assigned && rights.update === null ? rights.assignTo : rights.update
  await checkAfter(context, shape, { rows: [saved], scope, assigned })
}

/** Everything that leans on the record or on its rows. */
async function keepAround(
  context: WriteContext,
  shape: EntityShape,
  of: {
    readonly before: RecordValues
    readonly saved: RecordValues
    readonly subtables: readonly SubtableChange[]
  },
): Promise<WriteResult['touched']> {
  const { before, saved, subtables } = of
  const touched = await keepComputed(context, shape, [{ before, after: saved }])
  const members = shape.rollups.some(
    ({ relation }) => relation.many === 'forth' && !sameValue(before[relation.via], saved[relation.via]),
  )
  const own = members
    ? await recomputeRollups(context, new Map([[shape.key, new Set([idOf(saved)])]]), overMembers)
    : []
  return [...touched, ...own, ...(await keepAboutRows(context, subtables))]
}

async function unchanged(
  context: WriteContext,
  shape: EntityShape,
  before: RecordValues,
): Promise<WriteResult> {
  const [record] = await readBack(context, shape, [before])
  const id = idOf(before)
  const version = Number(before['version'])
  return {
    record: record ?? { id, version, values: {}, deletedAt: null },
    before,
    after: before,
    changed: [],
    touched: [],
  }
}
