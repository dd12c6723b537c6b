import { duplicateName, type EntityModel } from '@mortise/schema'
import type { Actor, DuplicateSearchRow, EntityAccess, NewJob } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { jobActor } from '../model/job-actor.ts'
import { readDoor } from '../model/read-door.ts'
import { entityFor } from '../records/entity-for.ts'

const keyOf = (id: string): string => `duplicates:${id}`

// Somebody sits before it and waits: after a few tries they are told.
const jobFor = (id: string): NewJob => ({
  kind: 'duplicate_search',
  key: keyOf(id),
  payload: { id },
  maxAttempts: 3,
})

/** A search as its person sees it: one whose job failed for good is told so, with the reason. */
export type DuplicateSearch = Omit<DuplicateSearchRow, 'state'> & {
  readonly state: DuplicateSearchRow['state'] | 'failed'
  readonly error: string | null
}

async function told({ store }: Workspace, row: DuplicateSearchRow): Promise<DuplicateSearch> {
  const failed = row.state === 'running' ? await store.jobs.failure(keyOf(row.id)) : null
  return failed === null
    ? { ...row, error: null }
    : { ...row, state: 'failed', error: failed.error, finishedAt: failed.at }
}

/** Rules that somebody may search by: all that is compared, they may read in full, on every record. */
function searchable(entity: EntityModel, rights: EntityAccess | undefined): readonly string[] {
  if (rights === undefined || rights.update === false || rights.delete === false) return []
  return (entity.document.duplicates ?? [])
    .filter(({ fields }) => fields.every((field) => rights.fieldScope(field, 'read') === null))
    .map(duplicateName)
}

/**
 * Begins a search of a whole entity for records that count as the same, by some of its duplicate rules or by all. A worker
 * carries it out, rule by rule, with the rights of who asked; what was found before by the same person is forgotten.
 */
export async function startDuplicateSearch(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly rules: readonly string[] | undefined },
): Promise<DuplicateSearch> {
  const { userId } = actor
  if (userId === null) throw errors.BULK_NEEDS_PERSON()
  const { door, published } = await readDoor(workspace, actor)
  const entity = entityFor({ published }, actor, given.entity)
  const known = searchable(entity, door.access.entity(entity.key))
  const rules = given.rules === undefined ? known : [...new Set(given.rules)]
  if (rules.length === 0 || !rules.every((rule) => known.includes(rule))) throw errors.DUPLICATE_RULES_NONE()
  return workspace.unit(async ({ tx }) => {
    const row = await tx.side.duplicateSearches.create({ userId, entity: entity.key, rules })
    await tx.jobs.add([jobFor(row.id)])
    return { ...row, error: null }
  })
}

/** A person's own search: how far it came. */
export async function duplicateSearch(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<DuplicateSearch> {
  const row = await workspace.store.side.duplicateSearches.get(id)
  if (row === null || row.userId !== actor.userId) throw errors.RECORD_NOT_FOUND()
  return told(workspace, row)
}

/** The last search of an entity by this person, to go on from; null when there is none. */
export async function latestDuplicateSearch(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string },
): Promise<DuplicateSearch | null> {
  const { published } = await readDoor(workspace, actor)
  const { key } = entityFor({ published }, actor, given.entity)
  const row =
    actor.userId === null ? null : await workspace.store.side.duplicateSearches.latest(actor.userId, key)
  return row === null ? null : told(workspace, row)
}

/** Stops after the rule that is under way; what was found stays. */
export async function cancelDuplicateSearch(
  workspace: Workspace,
  actor: Actor,
  id: string,
): Promise<DuplicateSearch> {
  const found = await duplicateSearch(workspace, actor, id)
  const now = await workspace.unit(async ({ tx }) => {
    const { duplicateSearches } = tx.side
    const row = await duplicateSearches.get(id, true)
    if (row?.state === 'running') await duplicateSearches.update(id, { state: 'canceled' })
    return duplicateSearches.get(id)
  })
  return now === null ? found : told(workspace, now)
}

/** Searches by the next rule, in a transaction of its own; adds the job for the one after it. */
export async function runDuplicateSearch(workspace: Workspace, id: string): Promise<void> {
  const row = await workspace.store.side.duplicateSearches.get(id)
  if (row?.state !== 'running') return
  const actor = await jobActor(workspace, row.userId, 'search')
  await workspace.unit(async (unit) => {
    const { duplicateSearches } = unit.tx.side
    const entity = unit.published.model.entity(row.entity)
    const name = row.rules[row.done]
    const may =
      actor === null || entity === undefined
        ? []
        : searchable(entity, unit.published.access(actor).entity(entity.key))
    const rule = entity?.document.duplicates?.find((one) => duplicateName(one) === name)
    // A rule or right that is gone since finds nothing.
    const found =
      actor === null || entity === undefined || rule === undefined || !may.includes(duplicateName(rule))
        ? 0
        : await unit.door(actor).collectDuplicates({ search: id, entity: entity.key, rule, from: row.groups })
    const now = await duplicateSearches.get(id, true)
    if (now === null || now.done !== row.done) return
    const done = row.done + 1
    const ended = now.state === 'running' && done >= row.rules.length
    await duplicateSearches.update(id, {
      done,
      groups: row.groups + found,
      ...(ended ? { state: 'done' } : {}),
    })
    if (now.state === 'running' && !ended) await unit.tx.jobs.add([jobFor(id)])
  })
}
