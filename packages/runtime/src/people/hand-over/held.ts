import { errorAt, isMortiseError } from '@mortise/errors'
import { emptyTally } from '@mortise/rules'
import type { RecordValues } from '@mortise/schema'
import type { Actor, RecordPage } from '@mortise/store'
import { actingFor } from '../../context/acting.ts'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { rootCause } from '../../records/cause.ts'
import { saveRecord } from '../../records/save.ts'
import type { Giving } from './types.ts'

/** Records of one entity in which a field names somebody. */
export type HeldRecords = {
  readonly entity: string
  readonly field: string
  readonly label: string
  readonly count: number
}

/** So many go in one transaction and no more: who has more gives them away from the list first. */
export const mostRecords = 10_000
const page = 500

const naming = (field: string, user: string) => ({ '==': [{ var: field }, user] })

/** In how many records of an entity a field names somebody, whoever may see them. */
export function countNaming(
  unit: Unit,
  given: { readonly entity: string; readonly field: string; readonly user: string },
): Promise<number> {
  const { entity, field, user } = given
  return unit.door(automation(unit, 'read')).count({ entity, filter: naming(field, user) }, 'exact')
}

/** A rule may give a record back until another one has gone: so often it is gone through again. */
const passes = 3

const sumOf = (owned: readonly HeldRecords[]): number => owned.reduce((sum, one) => sum + one.count, 0)

/**
 * Names somebody else in all these records: each is saved as if it were changed by hand, with its rules and history, but
 * nobody is told of every single one. Throws HAND_OVER_TOO_LARGE, and HAND_OVER_CAME_BACK where rules undo some of them.
 */
export async function giveHeld(
  unit: Unit,
  { actor, from, to }: Giving,
  given: { readonly commandId: string; readonly look: () => Promise<readonly HeldRecords[]> },
): Promise<number> {
  const { commandId, look } = given
  const held = await look()
  const count = sumOf(held)
  if (count > mostRecords) throw errors.HAND_OVER_TOO_LARGE({ count, limit: mostRecords })
  const acts = actingFor(unit, actor, {
    label: { zh: '离职交接', en: 'Hand-over' },
    via: 'hand_over',
  })
  let left = held
  for (let pass = 1; pass <= passes && left.length > 0; pass += 1) {
    const before = sumOf(left)
    for (const { entity, field } of left) await givePages(unit, acts, { entity, field, from, to, commandId })
    left = await look()
    if (sumOf(left) >= before) break
  }
  if (left.length > 0) throw cameBack(left)
  return count
}

function cameBack(left: readonly HeldRecords[]): Error {
  const details = left.map(({ entity, label, count }) => ({
    path: `/records/${entity}`,
    code: 'HAND_OVER_CAME_BACK',
    message: { zh: `${label}：${count} 条`, en: `${label}: ${count}` },
  }))
  return errors.HAND_OVER_CAME_BACK({ count: sumOf(left) }, { details })
}

type Pages = {
  readonly entity: string
  readonly field: string
  readonly from: string
  readonly to: string
  readonly commandId: string
}

/** Once through an entity, in the order of ids: what a rule gives back, or makes anew, is not met for ever. */
async function givePages(unit: Unit, acts: Actor, pages: Pages): Promise<void> {
  const { entity, field, from, to, commandId } = pages
  let given = 0
  let cursor: string | null = null
  do {
    const found: RecordPage = await unit.door(automation(unit, 'read')).query({
      entity,
      fields: ['id'],
      filter: naming(field, from),
      sort: [{ field: 'id', dir: 'asc' }],
      limit: page,
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { id } of found.records)
      await giveRecord(unit, acts, {
        entity,
        id,
        values: { [field]: to },
        key: `${commandId}:${field}:${id}`,
      })
    given += found.records.length
    cursor = found.nextCursor
  } while (cursor !== null && given <= mostRecords)
}

async function giveRecord(
  unit: Unit,
  acts: Actor,
  given: {
    readonly entity: string
    readonly id: string
    readonly values: RecordValues
    readonly key: string
  },
): Promise<void> {
  const { entity, id, values, key } = given
  // Each record's rules are its own business: one chain doesn't count against the next.
  unit.cascade.tally = emptyTally
  try {
    await saveRecord(unit, acts, {
      request: { op: 'update', entity, id, values },
      cause: rootCause(key, { bulk: true }),
    })
  } catch (error) {
    throw isMortiseError(error) ? errorAt(error, `/records/${entity}/${id}`) : error
  }
}
