import { isMortiseError } from '@mortise/errors'
import type { Expression, Json } from '@mortise/expressions'
import { type Actor, type BulkJobRow, cursorBehind, idOrder, type NewJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { type BulkChange, changeOne } from './bulk.ts'
import { jobActor } from './job-actor.ts'
import { readDoor } from './read-door.ts'

const batch = 200
const mostProblems = 50

const keyOf = (id: string): string => `bulk:${id}`

// Somebody may sit before it and wait: after some ten minutes of trying they are told.
const jobFor = (id: string): NewJob => ({
  kind: 'bulk_change',
  key: keyOf(id),
  payload: { id },
  maxAttempts: 6,
})

/** A change as its person sees it: one whose job was given up has failed, until somebody has that tried again. */
export type BulkJob = Omit<BulkJobRow, 'state'> & { readonly state: BulkJobRow['state'] | 'failed' }

/**
 * Begins a change of all records that match, whatever their number. A worker carries it out a little at a time, with the
 * rights of who asked, each record as if it were changed alone; what cannot be changed is left out and told.
 */
export async function startBulkJob(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly entity: string
    readonly filter: Expression
    readonly search?: string | undefined
    readonly change: BulkChange
  },
): Promise<BulkJobRow> {
  const { userId } = actor
  if (userId === null) throw errors.BULK_NEEDS_PERSON()
  const { door, published } = await readDoor(workspace, actor)
  const { key } = entityFor({ published }, actor, given.entity)
  const deleted = 'restore' in given.change
  const { filter, search, change } = given
  const total = await door.count({ entity: key, filter, search, deleted }, 'estimate')
  return workspace.unit(async ({ tx }) => {
    const row = await tx.side.bulkJobs.create({
      userId,
      entity: key,
      filter,
      search: search ?? null,
      change: { ...change },
      total,
    })
    await tx.jobs.add([jobFor(row.id)])
    return row
  })
}

/** How far a person's own change came. */
export async function bulkJob(workspace: Workspace, actor: Actor, id: string): Promise<BulkJob> {
  const { jobs, side } = workspace.store
  const row = await side.bulkJobs.get(id)
  if (row === null || row.userId !== actor.userId) throw errors.RECORD_NOT_FOUND()
  const failed = row.state === 'running' ? await jobs.failure(keyOf(id)) : null
  return failed === null ? row : { ...row, state: 'failed', finishedAt: failed.at }
}

/** Stops after the batch that is under way; what was changed stays changed. */
export async function cancelBulkJob(workspace: Workspace, actor: Actor, id: string): Promise<BulkJob> {
  await bulkJob(workspace, actor, id)
  return workspace.unit(async ({ tx }) => {
    const row = await tx.side.bulkJobs.get(id, true)
    if (row?.state === 'running') await tx.side.bulkJobs.update(id, { state: 'canceled' })
    return (await tx.side.bulkJobs.get(id)) ?? (row as BulkJobRow)
  })
}

/** The next batch of a change; adds the job for the one after it. */
export async function runBulkBatch(workspace: Workspace, id: string): Promise<void> {
  const row = await workspace.store.side.bulkJobs.get(id)
  if (row?.state !== 'running') return
  const actor = await jobActor(workspace, row.userId, 'bulk')
  const ids = actor === null ? [] : await nextIds(workspace, actor, row)
  if (actor === null || ids.length === 0) {
    const total = row.done + row.failed
    await workspace.unit(({ tx }) => tx.side.bulkJobs.update(id, { state: 'done', done: total - row.failed }))
    return
  }
  try {
    await changeAll(workspace, actor, { row, ids })
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    // One of them is in the way: each for itself, so that the others get through.
    for (const one of ids) await changeAlone(workspace, actor, { id, one })
  }
  await workspace.store.jobs.add([jobFor(id)])
}

async function nextIds(workspace: Workspace, actor: Actor, row: BulkJobRow): Promise<readonly string[]> {
  const { door } = await readDoor(workspace, actor)
  const page = await door.query({
    entity: row.entity,
    fields: ['id'],
    filter: row.filter ?? true,
    search: row.search ?? undefined,
    sort: idOrder,
    cursor: row.upto === null ? undefined : cursorBehind(row.entity, row.upto),
    limit: batch,
    deleted: 'restore' in (row.change as { readonly [key: string]: Json }),
  })
  return page.records.map((one) => one.id)
}

async function changeAll(
  workspace: Workspace,
  actor: Actor,
  given: { readonly row: BulkJobRow; readonly ids: readonly string[] },
): Promise<void> {
  const { row, ids } = given
  await workspace.unit(async (unit) => {
    const { bulkJobs } = unit.tx.side
    const now = await bulkJobs.get(row.id, true)
    if (now?.state !== 'running' || now.upto !== row.upto) return
    for (const one of ids)
      await changeOne(unit, actor, { entity: row.entity, id: one, change: row.change as BulkChange })
    await bulkJobs.update(row.id, { done: now.done + ids.length, upto: ids.at(-1) ?? null })
  })
}

async function changeAlone(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly one: string },
): Promise<void> {
  const { id, one } = given
  try {
    await workspace.unit(async (unit) => {
      const { bulkJobs } = unit.tx.side
      const now = await bulkJobs.get(id, true)
      if (now?.state !== 'running') return
      await changeOne(unit, actor, { entity: now.entity, id: one, change: now.change as BulkChange })
      await bulkJobs.update(id, { done: now.done + 1, upto: one })
    })
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    await workspace.unit(async ({ tx }) => {
      const now = await tx.side.bulkJobs.get(id, true)
      if (now === null) return
      const told = now.problems as readonly Json[]
      const problem = { id: one, code: error.code, message: { ...error.text } }
      await tx.side.bulkJobs.update(id, {
        failed: now.failed + 1,
        upto: one,
        ...(told.length < mostProblems ? { problems: [...told, problem] } : {}),
      })
    })
  }
}
