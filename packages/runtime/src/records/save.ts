import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, LockedRecord, StoredRecord, WriteResult } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { mayWait, startFlowsOf } from '../flows/record-start.ts'
import { followBin } from '../flows/in-bin.ts'
import { refuseLocked } from '../flows/record-lock.ts'
import { runAfterSave } from '../rules/after-save.ts'
import { applyBeforeSave } from '../rules/before-save.ts'
import type { Cause } from '../types.ts'
import { entityFor } from './entity-for.ts'
import { refuseDuplicates } from './duplicates.ts'
import type { Current } from './current.ts'
import { prepare, type Prepared } from './prepare.ts'
import { quickly, quicklyChanged } from './quickly.ts'
import { knownNames, problemsFor, refuseStrangers } from './strangers.ts'
import { recomputeTouched } from './touched.ts'
import type { HeldRecord, Saved, SaveRequest } from './types.ts'
import { isPlain } from './whole.ts'

/**
 * The one way a record is made or changed, whoever asks: parse, defaults and formulas, before-save rules, validation,
 * duplicate check, write (with history, roll-ups and audit), after-save rules and flow starts, all in the unit's
 * transaction.
 */
export async function saveRecord(
  unit: Unit,
  actor: Actor,
  given: { readonly request: SaveRequest; readonly cause: Cause; readonly held?: HeldRecord | undefined },
): Promise<Saved> {
  const { request, cause } = given
  const entity = entityFor(unit, actor, request.entity)
  if (!knownNames(unit, actor, entity)(request.values))
    refuseStrangers(unit, actor, { entity, values: request.values })
  const lock =
    request.op === 'update'
      ? await lockForUpdate(unit, actor, { entity, request, held: given.held })
      : undefined
  const before = lock?.whole
  if (before !== undefined) await refuseLocked(unit, actor, { entity, before, values: request.values })
  const prepared =
    quicklyPrepared(unit, actor, { request, before: before?.values, entity, cause }) ??
    (await prepareAndCheck(unit, actor, { request, before: before?.values, entity, cause }))
  const refusing =
    request.ignoreDuplicates !== true && !cause.bulk
      ? refuseDuplicates(unit, actor, { entity, values: prepared.all, before })
      : undefined
  const result = await bothAtOnce(refusing, write(unit, actor, { request, prepared, locked: lock?.locked }))
  const { flows } = await afterWrite(unit, actor, { entity, result, before, cause, waiting: lock?.waiting })
  const record = isUntouched(unit, result, flows)
    ? result.record
    : await asItIsNow(unit, actor, { entity: entity.key, result, flows })
  return { record, changed: result.changed, warnings: prepared.warnings }
}

/** A record that is right and needs no look around it, as most are; undefined leaves it to the long way. */
function quicklyPrepared(
  unit: Unit,
  actor: Actor,
  of: {
    readonly request: SaveRequest
    readonly before: RecordValues | undefined
    readonly entity: EntityModel
    readonly cause: Cause
  },
): Prepared | undefined {
  const { request, before, entity, cause } = of
  const { values } = request
  // What was made ready knows the rules of the data, not those of one form.
  if (request.form !== undefined) return undefined
  if (before !== undefined) return quicklyChanged(unit, actor, { entity, cause, values, before })
  if (request.op !== 'create' || request.given !== undefined) return undefined
  return quickly(unit, actor, { entity, cause })?.(values)
}

/**
 * A check and a write that go out together, the check first: on the one connection it sees nothing of the write. Both are
 * waited for whatever happens, so that nothing is sent after the transaction has ended; a refusal undoes the write.
 */
async function bothAtOnce<T>(check: Promise<void> | undefined, writing: Promise<T>): Promise<T> {
  if (check === undefined) return writing
  const [checked, written] = await Promise.allSettled([check, writing])
  if (checked.status === 'rejected') throw checked.reason
  if (written.status === 'rejected') throw written.reason
  return written.value
}

function isUntouched(unit: Unit, { touched }: WriteResult, flows: number): boolean {
  return unit.cascade.tally.runs === 0 && flows === 0 && touched.length === 0
}

/** Rules and flows may have changed the record once more: its saver gets the last version, to go on from there. */
export async function asItIsNow(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly result: WriteResult; readonly flows: number },
): Promise<StoredRecord> {
  const { entity, result, flows } = given
  if (isUntouched(unit, result, flows)) return result.record
  return (await unit.door(actor).get(entity, result.record.id)) ?? result.record
}

/**
 * Locks the record if the actor may see it, and reads it whole, to work with; and which runs wait for it to change, looked
 * up behind the lock, as long as flows of its kind may.
 */
async function lockForUpdate(
  unit: Unit,
  actor: Actor,
  of: {
    readonly entity: EntityModel
    readonly request: Extract<SaveRequest, { readonly op: 'update' }>
    readonly held: HeldRecord | undefined
  },
): Promise<{
  readonly locked: LockedRecord
  readonly whole: StoredRecord
  readonly waiting: readonly string[] | undefined
}> {
  const { entity, request, held } = of
  const { id } = request
  if (held?.locked.id === id && isPlain(unit, entity))
    return { locked: held.locked, whole: { ...held.locked, deletedAt: null }, waiting: held.waiting }
  const locking = unit.door(actor).lock(entity.key, id, Object.keys(request.values))
  // All go out together on the unit's one connection, the lock first.
  const looking = mayWait(unit, entity) ? unit.tx.flows.waitingForChange(id) : undefined
  if (isPlain(unit, entity)) {
    const [locked, waiting] = await Promise.all([locking, looking])
    if (locked === null) throw errors.RECORD_NOT_FOUND()
    return { locked, whole: { ...locked, deletedAt: null }, waiting }
  }
  const [locked, waiting, whole] = await Promise.all([
    locking,
    looking,
    unit.door(automation(unit, 'read')).get(entity.key, id, { rows: 'all' }),
  ])
  if (locked === null || whole === null) throw errors.RECORD_NOT_FOUND()
  return { locked, whole, waiting }
}

export async function prepareAndCheck(
  unit: Unit,
  actor: Actor,
  given: {
    readonly request: SaveRequest
    readonly before: RecordValues | undefined
    readonly entity: EntityModel
    readonly cause: Cause
  },
): Promise<Prepared> {
  const prepared = await prepare(unit, actor, { ...given, ...placed(given.request) })
  const ruled = await applyBeforeSave(unit, actor, { ...given, prepared })
  if (ruled.problems.length === 0) return ruled
  const blocking = problemsFor(unit, actor, { entity: given.entity, problems: ruled.problems })
  if (blocking.length > 0) throw errors.RECORD_INVALID({ count: blocking.length }, { details: blocking })
  return ruled
}

/** What the place gives where a record is made. */
function placed(request: SaveRequest): { readonly extra?: RecordValues } {
  return request.op === 'create' && request.given !== undefined ? { extra: request.given } : {}
}

function write(
  unit: Unit,
  actor: Actor,
  given: {
    readonly request: SaveRequest
    readonly prepared: Prepared
    readonly locked: LockedRecord | undefined
  },
): Promise<WriteResult> {
  const { request, prepared, locked } = given
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
    ...(locked === undefined ? {} : { locked }),
  })
}

/**
 * What follows from a write: rules, flows (and how many began), formulas of records whose roll-ups moved, and the news of
 * it, unless whoever writes many tells it once for all of them.
 */
export async function afterWrite(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly result: WriteResult
    readonly before: StoredRecord | undefined
    readonly cause: Cause
    readonly toldOnce?: true
    /** Runs that wait for the record to change, where they are known already. */
    readonly waiting?: readonly string[] | undefined
  },
): Promise<{ readonly flows: number }> {
  const { entity, result, before, cause } = given
  if (given.toldOnce !== true) unit.announce({ topic: 'record', entity: entity.key })
  unit.cascade.changed.add(result.record.id)
  if (result.touched.length > 0) await recomputeTouched(unit, actor, result.touched)
  if (before !== undefined && result.changed.length === 0) return { flows: 0 }
  const event = before === undefined ? 'create' : 'update'
  // What was just written is what rules see, as long as nothing that follows has moved it.
  const current: Current = {
    values: isPlain(unit, entity) && result.touched.length === 0 ? result.after : undefined,
  }
  const { id } = result.record
  const running = runAfterSave(unit, actor, {
    entity,
    id,
    event,
    previous: before?.values,
    changed: result.changed,
    cause,
    current,
  })
  if (running !== undefined) await running
  const { waiting } = given
  return { flows: await startFlowsOf(unit, actor, { entity, id, event, cause, current, waiting }) }
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
  if (op === 'purge' && mayWait(unit, entity)) await followBin(unit, op, { entity: entity.key, id })
  const result = await unit
    .door(actor)
    .write({ op, entity: entity.key, id, ...(expectedVersion === undefined ? {} : { expectedVersion }) })
  unit.announce({ topic: 'record', entity: entity.key })
  await recomputeTouched(unit, actor, result.touched)
  if (op !== 'purge' && mayWait(unit, entity)) await followBin(unit, op, { entity: entity.key, id })
  if (op !== 'purge' && before !== null)
    await runAfterSave(unit, actor, {
      entity,
      id,
      event: op,
      previous: before.values,
      changed: [],
      cause,
      current: {},
    })
  return result.record
}

/** One value of a record as JSON, never undefined. */
export function valueOf(values: RecordValues, key: string): Json {
  return values[key] ?? null
}
