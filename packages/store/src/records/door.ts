import { storeErrors } from '../errors.ts'
import type { Runner } from '../database/runner.ts'
import { aggregate } from '../query/aggregate.ts'
import type { QueryBase } from '../query/context.ts'
import { getRecord } from '../query/get.ts'
import { mayDo } from '../query/may.ts'
import { queryGroups } from '../query/groups.ts'
import { readHistory } from '../query/history.ts'
import { countRows, queryPage } from '../query/page.ts'
import { loadRefs } from '../query/refs.ts'
import { searchAll } from '../query/search-all.ts'
import { valuesSince } from '../query/since.ts'
import { credits } from '../query/credits.ts'
import { stageHistory } from '../query/stages.ts'
import { streamRecords } from '../query/stream.ts'
import { surroundings } from '../query/surroundings.ts'
import type { Actor, Door, RecordWrite, WriteResult } from '../types.ts'
import { collectGroups } from '../duplicates/groups.ts'
import { createRecords } from './create.ts'
import type { WriteContext } from './context.ts'
import { matchingRecords, takenValues } from '../bulk/conflicts.ts'
import { findBlocking, findDuplicates } from './duplicates.ts'
import { lockForChange } from './lock.ts'
import { removeRecord, removeRecords } from './remove.ts'
import { pointBack, repoint } from './repoint.ts'
import { updateRecord } from './update.ts'

/** What a door stands on: one runner, and a way to read in a snapshot of its own. */
export type DoorGround = {
  readonly runner: Runner
  readonly base: QueryBase
  readonly actor: Actor
  readonly snapshot: () => Promise<{ readonly runner: Runner; readonly end: () => Promise<void> }>
  /** Gives failures of the database their own error; inside a transaction they pass, for it may be tried again. */
  readonly guard: <T>(work: () => Promise<T>) => Promise<T>
}

/** Opens the door to records for one actor at one time. */
export function makeDoor(ground: DoorGround): Door {
  const { runner, base, actor, guard } = ground
  return Object.freeze<Door>({
    actor,
    model: base.model,
    access: base.access,
    get: (entity, id, options = {}) => guard(() => getRecord(runner, base, { entity, id, options })),
    lock: (entity, id, fields) => lockForChange(writing(ground), { entity, id, fields }),
    surroundings: (entity, values, paths) =>
      guard(() => surroundings(runner, base, { entity, values, paths })),
    query: (query, act) => guard(() => queryPage(runner, base, { ...query, ...(act ? { act } : {}) })),
    stream: (query, batch, act) => streamRecords(ground, { ...query, ...(act ? { act } : {}) }, batch),
    may: (entity, id, act) => guard(() => mayDo(runner, base, { entity, id, act })),
    count: (query, mode) => guard(() => countRows(runner, base, { query, mode })),
    aggregate: (query) => guard(() => aggregate(runner, base, query)),
    since: (query) => guard(() => valuesSince(runner, base, query)),
    groups: (query) => guard(() => queryGroups(runner, base, query)),
    credits: (query) => guard(() => credits(runner, base, query)),
    stages: (query) => guard(() => stageHistory(runner, base, query)),
    search: (text, entities, limit) => guard(() => searchAll(runner, base, { text, entities, limit })),
    refs: (wanted) => guard(async () => loadRefs(runner, base, wanted)),
    duplicates: (entity, values, asked) =>
      guard(() => findDuplicates(runner, base, { entity, values, ...asked })),
    collectDuplicates: (given) => collectGroups(writing(ground).runner, base, given),
    blocking: (entity, rows, { ownToo = true } = {}) =>
      guard(() => findBlocking(runner, base, { entity, rows, ownToo })),
    taken: (entity, rows) => guard(() => takenValues(runner, base, { entity, rows })),
    matching: (entity, fields, rows) => guard(() => matchingRecords(runner, base, { entity, fields, rows })),
    removeMany: (entity, ids) => removeRecords(writing(ground), entity, ids),
    repoint: (entity, from, to) => repoint(writing(ground), { entity, from, to }),
    pointBack: (to, moved) => pointBack(writing(ground), { to, moved }),
    write: (write) => writeOne(writing(ground), write),
    createMany: (entity, rows, { more = [], together = false } = {}) =>
      createRecords(writing(ground), entity, {
        creations: rows.map((values, index) => ({ ...more[index], values })),
        together,
      }),
    history: (entity, id, limit, before, { merged = false, ...span } = {}) =>
      guard(() => readHistory(runner, base, { entity, id, limit, before, merged, ...span })),
  })
}

function writing({ runner, base, actor }: DoorGround): WriteContext {
  if (!runner.inTransaction) throw storeErrors.STORE_TRANSACTION_NEEDED()
  return { runner, base, actor }
}

async function writeOne(context: WriteContext, write: RecordWrite): Promise<WriteResult> {
  if (write.op === 'update') return updateRecord(context, write)
  if (write.op !== 'create') return removeRecord(context, write)
  const [made] = await createRecords(context, write.entity, { creations: [write], together: false })
  if (made === undefined) throw storeErrors.RECORD_NOT_FOUND()
  return made
}
