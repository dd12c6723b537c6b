import type { FlowInstance } from '@mortise/flows'
import type { StepRights } from '@mortise/forms'
import type { FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'
import { loadItem, mayOpenRun } from '../opened.ts'
import { definitionOf } from '../definition.ts'
import { nodeFields } from '../node-fields.ts'
import { runHolds } from './handed-in.ts'
import { rightOn, visibleValue, withoutHidden } from './masks.ts'
import { type Sheet, sheetOf } from './sheet.ts'

/** Whether a run that somebody has a part in holds a file: a signature, or what came with a decision. */
export async function runHoldsFile(
  unit: Unit,
  actor: Actor,
  given: { readonly itemId: string; readonly fileId: string },
): Promise<boolean> {
  const row = await unit.tx.flows.item(given.itemId)
  if (row === null) return false
  const { instance, definition } = await loadItem(unit, given.itemId, false)
  return (await mayOpenRun(unit, actor, { instance, definition })) && runHolds(instance, given.fileId)
}

/** A run's sheet as somebody may see it. */
export type OpenSheet = Sheet & { readonly verify: string; readonly madeAt: string }

/**
 * The sheet of an ended run: as it was then, with those of its fields that the reader may read. Whoever had a task sees what
 * that step showed; others what their roles let them read.
 */
export async function openSheet(unit: Unit, actor: Actor, instanceId: string): Promise<OpenSheet> {
  const stored = await unit.tx.flows.instance(instanceId)
  const kept = stored === null ? undefined : await sheetOf(unit, instanceId)
  if (stored === null || kept === undefined) throw errors.WORK_ITEM_NOT_FOUND()
  const instance = stored.state as unknown as FlowInstance
  const definition = await definitionOf(unit, stored.flow, stored.definitionVersion)
  const part = await mayOpenRun(unit, actor, { instance, definition })
  const rights = unit.published.access(actor).entity(instance.entity)
  const own =
    rights === undefined
      ? null
      : await unit.door(actor).get(instance.entity, instance.recordId, { rows: 'all' })
  if (!part && own === null) throw errors.WORK_ITEM_NOT_FOUND()
  const { sheet, verify, madeAt } = kept
  const steps = stepsOf(definition, instance, actor)
  const { values } = sheet.record
  const shown = Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => {
      if (own !== null && (actor.admin || Object.hasOwn(own.values, field))) return [[field, value]]
      const step = steps.find((one) => rightOn(one, field) !== 'hidden')
      return step === undefined ? [] : [[field, visibleValue(step, field, value)]]
    }),
  )
  const items = sheet.items.map(({ watched: _watched, ...item }) => item)
  return { ...sheet, items, record: { ...sheet.record, values: withoutHidden(shown, {}) }, verify, madeAt }
}

/** What the steps at which somebody had a task showed them. */
function stepsOf(
  definition: FlowDocument | undefined,
  instance: FlowInstance,
  actor: Actor,
): readonly StepRights[] {
  if (definition === undefined) return []
  const nodes = instance.items
    .filter((item) => item.assignee === actor.userId || item.decidedBy === actor.userId)
    .map((item) => item.nodeId)
  return [...new Set(nodes)].map((node) => nodeFields(definition, node))
}
