import { language } from '@mortise/expressions'
import { say } from '@mortise/errors'
import type { FlowInstance } from '@mortise/flows'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, StoredRecord } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { inputOf } from '../rules/action-context.ts'

/**
 * Refuses a person's change of a record that its state or a running flow has locked. Rules and flows may go on: they are
 * what moves a locked record.
 */
export async function refuseLocked(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly before: StoredRecord; readonly values: RecordValues },
): Promise<void> {
  const { entity, before, values } = given
  if (actor.kind === 'system' || actor.kind === 'service') return
  const { lockedWhen } = entity.document
  const record = { entity: entity.key, id: before.id, values: before.values, isNew: false }
  if (lockedWhen !== undefined && language.test(lockedWhen, inputOf(unit, actor, record), entity.scope))
    throw errors.RECORD_LOCKED({ why: say(entity.document.label, actor.locale) })
  await refuseFlowLocked(unit, actor, { entity, id: before.id, fields: Object.keys(values) })
}

async function refuseFlowLocked(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly id: string; readonly fields: readonly string[] },
): Promise<void> {
  const { entity, id, fields } = given
  // Running instances keep their own version, but whether a flow of the entity locks at all is seldom changed.
  if (!unit.published.flowsOf(entity.key).some((flow) => flow.lock?.enabled === true)) return
  for (const row of await unit.tx.flows.runningOf(entity.key, id)) {
    const flow = unit.published.model.document('flow', row.flow)
    if (flow?.lock?.enabled !== true || isSentBack(row.state as unknown as FlowInstance, actor)) continue
    const free = new Set(flow.lock.except ?? [])
    if (fields.length === 0 || fields.some((field) => !free.has(field)))
      throw errors.RECORD_LOCKED({ why: say(flow.label, actor.locale) })
  }
}

/** Whether the flow waits for this person to put the record right and submit it again. */
function isSentBack({ items }: FlowInstance, { userId }: Actor): boolean {
  return items.some((item) => item.kind === 'resubmit' && item.state === 'active' && item.assignee === userId)
}
