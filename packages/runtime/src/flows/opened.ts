import { administratorsOf, type FlowContext, type FlowInstance } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Actor, FlowItemRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { agentsIn } from './approvals/agents.ts'
import { hasTask } from './approvals/has-task.ts'
import { definitionOf } from './definition.ts'
import { engineOf } from './step.ts'

/** A task with its run, and the definition the run is on. */
export type Loaded = {
  readonly row: FlowItemRow
  readonly instance: FlowInstance
  readonly definition: FlowDocument
  readonly title: string
}

/** Reads an item with its instance, locked when it is to be changed. */
export async function loadItem(unit: Unit, itemId: string, lock: boolean): Promise<Loaded> {
  const found = await unit.tx.flows.itemAndRun(itemId, { lock })
  if (found === null) throw errors.WORK_ITEM_NOT_FOUND()
  const { item: row, run: stored } = found
  const definition = await definitionOf(unit, stored.flow, stored.definitionVersion)
  if (definition === undefined) throw errors.FLOW_NOT_FOUND({ name: stored.flow })
  return { row, instance: stored.state as unknown as FlowInstance, definition, title: stored.title }
}

/**
 * Whether somebody has a part in a run: as its starter, by a task of their own or of somebody they stand in for, or as an
 * administrator, of the workspace or of the flow. To others it does not exist.
 */
export async function mayOpenRun(
  unit: Unit,
  actor: Actor,
  {
    instance,
    definition,
  }: { readonly instance: FlowInstance; readonly definition?: FlowDocument | undefined },
): Promise<boolean> {
  const { userId } = actor
  if (actor.admin || userId === instance.starter || hasTask(instance, userId)) return true
  if (userId === null) return false
  const kept = unit.published.model.document('flow', instance.flow) ?? definition
  if (kept?.administrators !== undefined && administers(unit, kept, instance).includes(userId)) return true
  const agentsOf = await agentsIn(unit, instance.flow)
  return instance.items.some((item) => agentsOf(userId, item.assignee) !== undefined)
}

/** Whom a flow names as its administrators, as far as that can be said without its record. */
function administers(unit: Unit, definition: FlowDocument, instance: FlowInstance): readonly string[] {
  const { directory } = unit.people
  const record = { entity: instance.entity, id: instance.recordId, values: {}, isNew: false }
  const ctx = { record, directory } as unknown as FlowContext
  return administratorsOf(engineOf(unit, definition), { instance, ctx, evaluate: () => null })
}

/** A run to be changed, with the definition it is on. To people without a part in it it does not exist. */
export async function openRun(
  unit: Unit,
  actor: Actor,
  instanceId: string,
): Promise<{ readonly instance: FlowInstance; readonly definition: FlowDocument; readonly title: string }> {
  const stored = await unit.tx.flows.instance(instanceId, { lock: true })
  const definition =
    stored === null ? undefined : await definitionOf(unit, stored.flow, stored.definitionVersion)
  if (stored === null || definition === undefined || actor.userId === null) throw errors.WORK_ITEM_NOT_FOUND()
  const instance = stored.state as unknown as FlowInstance
  if (
    !(await mayOpenRun(unit, actor, { instance, definition })) &&
    !(await readsRecordOf(unit, actor, instance))
  )
    throw errors.WORK_ITEM_NOT_FOUND()
  return { instance, definition, title: stored.title }
}

async function readsRecordOf(unit: Unit, actor: Actor, { entity, recordId }: FlowInstance): Promise<boolean> {
  if (unit.published.access(actor).entity(entity) === undefined) return false
  return (await unit.door(actor).get(entity, recordId, { fields: ['id'] })) !== null
}
