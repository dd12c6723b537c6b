import { deadlinesOf, isLate, isOpenTask } from './tasks.ts'
import type { FlowFacts, TaskFact, VisitFact } from './types.ts'

/** Which runs are meant: those with something at this node, of this person, of this kind. */
export type RunFilter = {
  readonly node?: string
  readonly person?: string
  readonly only?: 'open' | 'overdue' | 'returned' | 'rejected' | 'skipped' | 'running' | 'ended'
  readonly week?: string
}

type Judge = {
  readonly visit?: (visit: VisitFact) => boolean
  readonly task?: (task: TaskFact) => boolean
  readonly run?: (status: string) => boolean
}

/** Runs that a figure counts: the same facts asked in the same way. */
export function runsWhere(
  facts: FlowFacts,
  filter: RunFilter,
  by: { readonly now: number; readonly weekOf: (at: number) => string },
): ReadonlySet<string> {
  const deadline = deadlinesOf(facts.visits)
  const judges: { readonly [only in NonNullable<RunFilter['only']>]: Judge } = {
    open: { visit: ({ leftAt }) => leftAt === null, task: isOpenTask },
    overdue: { task: (task) => isLate(task, deadline(task), by.now) === true },
    returned: { visit: ({ how }) => how === 'returned', task: ({ state }) => state === 'returned' },
    rejected: {
      visit: ({ how }) => how === 'rejected',
      task: ({ state }) => state === 'rejected',
      run: (status) => status === 'rejected',
    },
    skipped: { visit: ({ how }) => how === 'skipped' },
    running: { run: (status) => status === 'running' },
    ended: { run: (status) => status !== 'running' },
  }
  const judge = filter.only === undefined ? {} : judges[filter.only]
  const { node, person, week } = filter
  const inWeek = ({ startedAt, endedAt }: FlowFacts['runs'][number]): boolean =>
    week === undefined || by.weekOf(startedAt) === week || (endedAt !== null && by.weekOf(endedAt) === week)
  const ofRuns =
    node === undefined && person === undefined && (filter.only === undefined || judge.run !== undefined)
  if (ofRuns)
    return new Set(
      facts.runs.filter((run) => inWeek(run) && (judge.run?.(run.status) ?? true)).map(({ id }) => id),
    )
  const here = (nodeId: string): boolean => node === undefined || nodeId === node
  const byTasks = person !== undefined || (judge.visit === undefined && judge.task !== undefined)
  const found = byTasks
    ? facts.tasks.filter(
        (one) =>
          here(one.nodeId) &&
          one.kind !== 'read' &&
          (person === undefined || one.person === person) &&
          (judge.task?.(one) ?? true),
      )
    : facts.visits.filter((one) => here(one.nodeId) && (judge.visit?.(one) ?? true))
  const ids = new Set(found.map(({ runId }) => runId))
  return new Set(facts.runs.filter((run) => ids.has(run.id) && inWeek(run)).map(({ id }) => id))
}
