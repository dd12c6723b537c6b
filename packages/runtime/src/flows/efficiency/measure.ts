import { type Advance, visitChanges, type WorkItem } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { FlowItemRow, FlowVisitRow } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'

/** What a task is measured by, with the moments of this step at which it came onto the desk or left it. */
export function measureOf(item: WorkItem, held: readonly string[] = []): NonNullable<FlowItemRow['measure']> {
  return { tokenId: item.tokenId, task: item.kind, readAt: item.readAt ?? null, held }
}

/** Stays at nodes that began, moved or ended with a step. The first alarm of people's tasks is their deadline. */
export function visitRows(
  unit: Pick<Unit, 'options'>,
  { definition, advanced }: { readonly definition: FlowDocument; readonly advanced: Advance },
): readonly FlowVisitRow[] {
  const types = new Map(definition.nodes.map(({ id, type }) => [id, type]))
  const ofPeople = (node: string): boolean =>
    unit.options.kit.nodes.find(types.get(node) ?? '')?.operations !== undefined
  return visitChanges(advanced.events).map((change) => {
    const alarms = advanced.instance.timers.filter(
      ({ tokenId, boundary }) => tokenId === change.tokenId && boundary === undefined,
    )
    const begins = change.enteredAt !== null && ofPeople(change.nodeId)
    const deadline = begins ? (alarms.map(({ at }) => at).toSorted()[0] ?? null) : null
    return { ...change, deadline }
  })
}
