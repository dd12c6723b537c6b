import type { Decision } from './batch.ts'
import { addCounts } from './counts.ts'
import type { ImportCounts, RowFault } from './types.ts'

/** What a dry run gathers. */
export type Gathered = { counts: ImportCounts; readonly faults: RowFault[] }

/** So many faults are shown. */
export const errorsShown = 1000

const countOf = { create: 'create', update: 'update', skip: 'skip', fail: 'error', review: 'review' } as const

/** Counts one row's decision, and keeps the first faults. */
export function gather(decision: Decision, to: Gathered): void {
  to.counts = addCounts(to.counts, { [countOf[decision.do]]: 1 })
  if (decision.do !== 'fail') return
  for (const fault of decision.faults) if (to.faults.length < errorsShown) to.faults.push(fault)
}
