import type { Expression } from '@mortise/expressions'
import { emptyTally } from '@mortise/rules'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { entityFor } from '../records/entity-for.ts'
import { removeRecord, saveRecord } from '../records/save.ts'
import { readDoor } from './read-door.ts'

/** What is done to many records. */
export type BulkChange =
  | { readonly set: RecordValues }
  | { readonly delete: true }
  | { readonly restore: true }

/** Most records of one bulk change, and how many go in one transaction. */
const most = 10_000
const batch = 200

/**
 * Changes many records, each as if it were changed alone: rights, rules and history included. Batches commit one by one;
 * when one fails, those before it stay, and the error says what stopped it.
 */
export async function bulkChange(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly entity: string
    readonly ids?: readonly string[]
    readonly filter?: Expression
    readonly change: BulkChange
  },
): Promise<{ readonly count: number }> {
  const { change, entity } = given
  const ids = given.ids ?? (await idsOf(workspace, actor, given))
  if (ids.length > most) throw errors.BULK_TOO_LARGE({ limit: most })
  let count = 0
  for (let at = 0; at < ids.length; at += batch) {
    const part = ids.slice(at, at + batch)
    await workspace.unit(async (unit) => {
      for (const id of part) await changeOne(unit, actor, { entity, id, change })
    })
    count += part.length
  }
  return { count }
}

/** Changes one of many records. */
export async function changeOne(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: string; readonly id: string; readonly change: BulkChange },
): Promise<void> {
  const { entity, id, change } = given
  const cause = rootCause(unit.newId())
  // Each record's rules are its own business: one chain doesn't count against the next.
  unit.cascade.tally = emptyTally
  if ('set' in change)
    await saveRecord(unit, actor, { request: { op: 'update', entity, id, values: change.set }, cause })
  else await removeRecord(unit, actor, { op: 'delete' in change ? 'delete' : 'restore', entity, id, cause })
}

async function idsOf(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly filter?: Expression; readonly change: BulkChange },
): Promise<readonly string[]> {
  const { door, published } = await readDoor(workspace, actor)
  const entity = entityFor({ published }, actor, given.entity)
  const ids: string[] = []
  const pages = door.stream(
    {
      entity: entity.key,
      fields: ['id'],
      ...(given.filter === undefined ? {} : { filter: given.filter }),
      ...('restore' in given.change ? { deleted: true } : {}),
    },
    500,
  )
  for await (const page of pages) {
    for (const one of page.records) ids.push(one.id)
    if (ids.length > most) throw errors.BULK_TOO_LARGE({ limit: most })
  }
  return ids
}
