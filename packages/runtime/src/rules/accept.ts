import { language } from '@mortise/expressions'
import type { AssignmentDocument, EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, AssignmentRow } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { pathsRead } from '../context/needs.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { readInput } from '../records/input.ts'
import { inputOf } from './action-context.ts'
import { assignRecord, policiesOf } from './assign.ts'
import { effectContext } from './carry-out.ts'

/** Those who got a record before are not asked again, but there is an end to looking back. */
const lookedBack = 20

/** Who got a record, for which field (null: its policy is gone) and why, newest first, for whoever may read it. */
export async function assignmentsOf(
  unit: Unit,
  actor: Actor,
  at: { readonly entity: string; readonly id: string },
): Promise<readonly (AssignmentRow & { readonly field: string | null; readonly userName: string })[]> {
  const stored = await unit.door(actor).get(at.entity, at.id, { fields: ['id'] })
  if (stored === null) throw errors.RECORD_NOT_FOUND()
  const rows = await unit.tx.assignments.ofRecord(at.id, lookedBack)
  return rows
    .filter(({ entity }) => entity === at.entity)
    .map((row) => {
      const policy = unit.published.model.document('assignment', row.policy)
      const field = policy === undefined ? null : (policy.field ?? 'owner')
      return { ...row, field, userName: unit.people.directory.user(row.userId)?.name ?? '' }
    })
}

/** Takes a record up that was given to the actor, in every field it was given for. */
export async function acceptRecord(
  unit: Unit,
  actor: Actor,
  at: { readonly entity: string; readonly id: string },
): Promise<void> {
  const mine = (await assignmentsOf(unit, actor, at)).filter(
    ({ userId, state }) => userId === actor.userId && state === 'open',
  )
  if (mine.length === 0) throw errors.ASSIGNMENT_NOT_OPEN()
  for (const { id } of mine) await unit.tx.assignments.settle(id, 'accepted')
}

/** The time to take a record up is over: it was, or it goes to the next in turn or back to the public pool. */
export async function assignmentDue(unit: Unit, id: string): Promise<void> {
  const row = await unit.tx.assignments.get(id, true)
  if (row === null || row.state !== 'open') return
  const policy = unit.published.model.document('assignment', row.policy)
  const entity = unit.published.model.entity(row.entity)
  const system = automation(unit, `assignment:${row.policy}`)
  const stored = await unit.door(system).get(row.entity, row.recordId, { lock: true })
  if (policy?.accept === undefined || entity === undefined || stored === null) return
  const field = policy.field ?? 'owner'
  if (
    stored.values[field] !== row.userId ||
    (await isTakenUp(unit, { policy, entity, row, values: stored.values }))
  ) {
    await unit.tx.assignments.settle(id, 'accepted')
    return
  }
  await unit.tx.assignments.settle(id, 'expired')
  const ctx = effectContext(unit, {
    actor: system,
    key: `assignment:${id}`,
    entity: row.entity,
    recordId: row.recordId,
    cause: rootCause(`assignment:${id}`),
  })
  const same = policiesOf(unit, row.entity, field)
  const had = (await unit.tx.assignments.ofRecord(row.recordId, lookedBack))
    .filter((one) => same.includes(one.policy))
    .map(({ userId }) => userId)
  const given = { policy: row.policy, entity: row.entity, recordId: row.recordId, without: had }
  if (policy.accept.else === 'next' && (await assignRecord(ctx, given))) return
  const values = { [field]: null, ...(policy.accept.set as RecordValues | undefined) }
  await unit.commands.save(unit, system, {
    request: { op: 'update', entity: row.entity, id: row.recordId, values, ignoreDuplicates: true },
    cause: ctx.cause,
  })
}

async function isTakenUp(
  unit: Unit,
  of: {
    readonly policy: AssignmentDocument
    readonly entity: EntityModel
    readonly row: AssignmentRow
    readonly values: RecordValues
  },
): Promise<boolean> {
  const { policy, entity, row, values } = of
  const when = policy.accept?.when
  // Without another sign: the person has worked on the record since.
  if (when === undefined) return values['updated_by'] === row.userId && String(values['updated_at']) > row.at
  const paths = pathsRead(when, entity.scope)
  const { record } = await readInput(unit, { entity, id: row.recordId, values, isNew: false, paths })
  const system = automation(unit, `assignment:${row.policy}`)
  return language.test(when, inputOf(unit, system, record), entity.scope)
}
