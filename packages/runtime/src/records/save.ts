import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, StoredRecord, WriteResult } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { startFlowsOf } from '../flows/record-start.ts'
import { refuseLocked } from '../flows/record-lock.ts'
import { runAfterSave } from '../rules/after-save.ts'
import { applyBeforeSave } from '../rules/before-save.ts'
import type { Cause } from '../types.ts'
import { entityFor } from './entity-for.ts'
import { refuseDuplicates } from './duplicates.ts'
import { prepare, type Prepared } from './prepare.ts'
import { recomputeTouched } from './touched.ts'
import type { Saved, SaveRequest } from './types.ts'

/**
 * The one way a record is made or changed, whoever asks: parse, defaults and formulas, before-save rules, validation,
 * duplicate check, write (with history, roll-ups and audit), after-save rules and flow starts, all in the unit's
 * transaction.
 */
export async function saveRecord(
  unit: Unit,
  actor: Actor,
  given: { readonly request: SaveRequest; readonly cause: Cause },
): Promise<Saved> {
  const { request, cause } = given
  const entity = entityFor(unit, actor, request.entity)
  const before = request.op === 'update' ? await lockForUpdate(unit, actor, request) : undefined
  if (before !== undefined) await refuseLocked(unit, actor, { entity, before, values: request.values })
  const prepared = await prepareAndCheck(unit, actor, { request, before: before?.values, entity, cause })
  if (request.ignoreDuplicates !== true && !cause.bulk)
    await refuseDuplicates(unit, actor, { entity, values: prepared.all, id: before?.id })
  const result = await write(unit, actor, { request, prepared })
  await afterWrite(unit, actor, { entity, result, before, cause })
  const record = await asItIsNow(unit, actor, { entity: entity.key, result })
  return { record, changed: result.changed, warnings: prepared.warnings }
}

/** Rules and flows may have changed the record once more: its saver gets the last version, to go on from there. */
async function asItIsNow(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly result: WriteResult },
): Promise<StoredRecord> {
  const { entity, result } = given
  const untouched = unit.cascade.tally.runs === 0 && unit.published.flowsOf(entity).length === 0
  if (untouched) return result.record
  return (await unit.door(actor).get(entity, result.record.id)) ?? result.record
}

/** Reads the record under a lock: as the actor sees it (to know it may), and whole (to work with). */
async function lockForUpdate(
  unit: Unit,
  actor: Actor,
  request: Extract<SaveRequest, { readonly op: 'update' }>,
): Promise<StoredRecord> {
  const { entity, id } = request
  if (actor.kind === 'system' || actor.admin) {
    const record = await unit.door(actor).get(entity, id, { lock: true, rows: 'all' })
    if (record === null) throw errors.RECORD_NOT_FOUND()
    return record
  }
  // Both go out together on the unit's one connection, the lock first.
  const [seen, whole] = await Promise.all([
    unit.door(actor).get(entity, id, { fields: [], lock: true }),
    unit.door(automation(unit, 'read')).get(entity, id, { rows: 'all' }),
  ])
  if (seen === null || whole === null) throw errors.RECORD_NOT_FOUND()
  return whole
}

async function prepareAndCheck(
  unit: Unit,
  actor: Actor,
  given: {
    readonly request: SaveRequest
    readonly before: RecordValues | undefined
    readonly entity: EntityModel
    readonly cause: Cause
  },
): Promise<Prepared> {
  const prepared = await prepare(unit, actor, given)
  const ruled = await applyBeforeSave(unit, actor, { ...given, prepared })
  const blocking = ruled.problems
  if (blocking.length > 0) throw errors.RECORD_INVALID({ count: blocking.length }, { details: blocking })
  return ruled
}

function write(
  unit: Unit,
  actor: Actor,
  given: { readonly request: SaveRequest; readonly prepared: Prepared },
): Promise<WriteResult> {
  const { request, prepared } = given
  const { values, derived } = prepared
  const door = unit.door(actor)
  if (request.op === 'create') {
    const { entity, id } = request
    return door.write({ op: 'create', entity, values, derived, ...(id === undefined ? {} : { id }) })
  }
  const { entity, id, expectedVersion } = request
  return door.write({
    op: 'update',
    entity,
    id,
    values,
    derived,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  })
}

/** What follows from a write: rules, flows, formulas of records whose roll-ups moved, and the news of it. */
export async function afterWrite(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly result: WriteResult
    readonly before: StoredRecord | undefined
    readonly cause: Cause
  },
): Promise<void> {
  const { entity, result, before, cause } = given
  unit.announce({ topic: 'record', entity: entity.key, id: result.record.id })
  await recomputeTouched(unit, result.touched)
  if (before !== undefined && result.changed.length === 0) return
  const event = before === undefined ? 'create' : 'update'
  await runAfterSave(unit, actor, {
    entity,
    id: result.record.id,
    event,
    previous: before?.values,
    changed: result.changed,
    cause,
  })
  await startFlowsOf(unit, actor, { entity, id: result.record.id, event, cause })
}

/** Puts a record into the bin, takes it out, or removes it for good. */
export async function removeRecord(
  unit: Unit,
  actor: Actor,
  given: {
    readonly op: 'delete' | 'restore' | 'purge'
    readonly entity: string
    readonly id: string
    readonly expectedVersion?: number
    readonly cause: Cause
  },
): Promise<StoredRecord> {
  const { op, id, expectedVersion, cause } = given
  const entity = entityFor(unit, actor, given.entity)
  const before = await unit
    .door(automation(unit, 'read'))
    .get(entity.key, id, { lock: true, rows: 'all', deleted: op !== 'delete' })
  if (before !== null && op === 'delete') await refuseLocked(unit, actor, { entity, before, values: {} })
  const result = await unit
    .door(actor)
    .write({ op, entity: entity.key, id, ...(expectedVersion === undefined ? {} : { expectedVersion }) })
  unit.announce({ topic: 'record', entity: entity.key, id })
  await recomputeTouched(unit, result.touched)
  if (op !== 'purge' && before !== null)
    await runAfterSave(unit, actor, { entity, id, event: op, previous: before.values, changed: [], cause })
  return result.record
}

/** One value of a record as JSON, never undefined. */
export function valueOf(values: RecordValues, key: string): Json {
  return values[key] ?? null
}
