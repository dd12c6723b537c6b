import type { FlowInstance } from '@mortise/flows'
import type { Unit } from '../context/unit.ts'

/** The job that brings a task on somebody's list in a system outside in step with what it is here. */
export const outsideTaskJob = 'outside_task'

/**
 * Tasks that have come to stand with somebody, or stand no longer, are told to the systems outside that want them, after
 * this transaction. Whether there are any is asked at once, beside what the caller writes; what it gives tells them.
 */
export function tellingOutside(unit: Unit, before: FlowInstance, after: FlowInstance): () => Promise<void> {
  const known = new Map(before.items.map((item) => [item.id, item]))
  const turned = after.items.filter(
    ({ id, state, kind }) => kind !== 'read' && (known.get(id)?.state === 'active') !== (state === 'active'),
  )
  if (turned.length === 0) return async () => undefined
  const wanted = unit.tx.side.outsideTasks.wanted()
  // Should something else fail first, nobody comes back for the answer.
  wanted.catch(() => undefined)
  return async () => {
    if (!(await wanted)) return
    await unit.tx.jobs.add(
      turned.map(({ id, rev }) => ({
        kind: outsideTaskJob,
        payload: { item: id },
        runAt: unit.now,
        key: `${outsideTaskJob}:${id}:${rev}`,
        maxAttempts: 8,
      })),
    )
  }
}
