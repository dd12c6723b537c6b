import type { FlowInstance } from '../types.ts'

/**
 * Whom a step keeps out: its starter, and whoever decided at the steps it names, also in somebody's place. The same people
 * are kept from being asked, from being handed the task and from acting for somebody who was.
 */
export function keptOut(instance: FlowInstance, notSameAs: readonly string[]): ReadonlySet<string> {
  const out = new Set<string>()
  for (const of of notSameAs) {
    if (of === 'starter') out.add(instance.starter)
    for (const item of instance.items)
      if (item.nodeId === of && (item.state === 'approved' || item.state === 'rejected')) {
        out.add(item.assignee)
        if (item.decidedBy !== undefined) out.add(item.decidedBy)
      }
  }
  return out
}
