import type { ItemState } from '../types.ts'
import { lengthsOf, type Stretch } from './spread.ts'
import type { CountBy, Share, TaskFact, TaskFigures, VisitFact } from './types.ts'

const doneStates: ReadonlySet<ItemState> = new Set([
  'approved',
  'rejected',
  'returned',
  'transferred',
  'timedOut',
])
const openStates: ReadonlySet<ItemState> = new Set(['active', 'waiting'])

/** A task that somebody had on the desk and is through with. What was decided before anybody saw it is none. */
export function isDone(task: TaskFact): boolean {
  return task.kind !== 'read' && task.held.length > 0 && doneStates.has(task.state)
}

/** A task that somebody still has to do. */
export function isOpenTask(task: TaskFact): boolean {
  return task.kind !== 'read' && openStates.has(task.state)
}

/** When a task lay on the desk, up to now. */
export function deskOf(task: Pick<TaskFact, 'held'>, now: number): Stretch {
  return task.held.flatMap((from, at) => (at % 2 === 0 ? [[from, task.held[at + 1] ?? now] as const] : []))
}

/** The part of some stretches before (or from) a moment. */
function cut(stretch: Stretch, at: number, side: 'before' | 'from'): Stretch {
  return stretch.flatMap(([from, to]) => {
    const part = side === 'before' ? ([from, Math.min(to, at)] as const) : ([Math.max(from, at), to] as const)
    return part[1] > part[0] ? [part] : []
  })
}

/**
 * Whether a task was late: on the desk past its deadline. Undefined where that can't be said of it: no deadline, or it came
 * onto the desk when it was late already.
 */
export function isLate(task: TaskFact, deadline: number | null, now: number): boolean | undefined {
  const [came] = task.held
  if (deadline === null || came === undefined || came > deadline || !(isDone(task) || isOpenTask(task)))
    return undefined
  const desk = deskOf(task, now)
  return (desk.at(-1)?.[1] ?? came) > deadline
}

/** Deadlines of stays, by run and token. */
export function deadlinesOf(visits: readonly VisitFact[]): (task: TaskFact) => number | null {
  const known = new Map(visits.map((one) => [`${one.runId} ${one.tokenId}`, one.deadline]))
  return (task) => known.get(`${task.runId} ${task.tokenId}`) ?? null
}

/** How many tasks were late, of those that could be. */
export function lateOf(
  tasks: readonly TaskFact[],
  deadline: (task: TaskFact) => number | null,
  now: number,
): Share {
  const said = tasks.flatMap((task) => isLate(task, deadline(task), now) ?? [])
  return { count: said.filter(Boolean).length, of: said.length }
}

/** Figures of tasks. Who decides without ever having opened a task has had it waiting all the time. */
export function taskFigures(
  tasks: readonly TaskFact[],
  deadline: (task: TaskFact) => number | null,
  by: CountBy,
): TaskFigures {
  const done = tasks.filter(isDone)
  const desks = done.map((task) => ({ desk: deskOf(task, by.now), seen: task.readAt ?? Infinity }))
  return {
    done: done.length,
    open: tasks.filter(isOpenTask).length,
    desk: lengthsOf(
      desks.map(({ desk }) => desk),
      by,
    ),
    waiting: lengthsOf(
      desks.map(({ desk, seen }) => cut(desk, seen, 'before')),
      by,
    ),
    handling: lengthsOf(
      desks.map(({ desk, seen }) => cut(desk, seen, 'from')),
      by,
    ),
    overdue: lateOf(tasks, deadline, by.now),
  }
}
