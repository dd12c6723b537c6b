import type { FlowInstance } from '@mortise/flows'

/** Whether a person has a task in a run, open or done. */
export function hasTask(instance: FlowInstance, userId: string | null): boolean {
  return instance.items.some(
    (item) => item.assignee === userId || item.owner === userId || item.decidedBy === userId,
  )
}
