import { lengthsOf } from './spread.ts'
import { deadlinesOf, isDone, lateOf, taskFigures } from './tasks.ts'
import type {
  CountBy,
  Efficiency,
  FlowFacts,
  NodeFigures,
  PersonFigures,
  RunFact,
  TaskFact,
  VisitFact,
  WeekFigures,
} from './types.ts'

type Deadline = (task: TaskFact) => number | null
type Given = { readonly facts: FlowFacts; readonly deadline: Deadline; readonly by: CountBy }

/** Stays whose node came to its own end, and how long they took. */
const ended = (visits: readonly VisitFact[]): readonly (VisitFact & { readonly leftAt: number })[] =>
  visits.filter(
    (one): one is VisitFact & { readonly leftAt: number } =>
      one.leftAt !== null && (one.how === 'passed' || one.how === 'rejected' || one.how === 'returned'),
  )

function nodeFigures(
  nodeId: string,
  visits: readonly VisitFact[],
  tasks: readonly TaskFact[],
  given: Given,
): NodeFigures {
  const done = ended(visits)
  const count = (how: VisitFact['how']): number => visits.filter((one) => one.how === how).length
  return {
    nodeId,
    came: visits.length,
    open: visits.filter(({ leftAt }) => leftAt === null).length,
    skipped: count('skipped'),
    canceled: count('canceled'),
    failed: count('failed'),
    stay: lengthsOf(
      done.map(({ enteredAt, leftAt }) => [[enteredAt, leftAt]]),
      given.by,
    ),
    returned: { count: count('returned'), of: done.length },
    rejected: { count: count('rejected'), of: done.length },
    tasks: taskFigures(tasks, given.deadline, given.by),
  }
}

function personFigures(person: string, tasks: readonly TaskFact[], given: Given): PersonFigures {
  const done = tasks.filter(isDone)
  return {
    person,
    tasks: taskFigures(tasks, given.deadline, given.by),
    returned: done.filter(({ state }) => state === 'returned').length,
    rejected: done.filter(({ state }) => state === 'rejected').length,
  }
}

const runLength = (run: RunFact): readonly (readonly [number, number])[] => [
  [run.startedAt, run.endedAt ?? run.startedAt],
]

/** A week has the runs that began in it, those that ended in it, and the tasks of those that ended. */
function weekFigures(given: Given): readonly WeekFigures[] {
  const { facts, by, deadline } = given
  const began = Map.groupBy(facts.runs, ({ startedAt }) => by.weekOf(startedAt))
  const over = Map.groupBy(
    facts.runs.filter(({ endedAt }) => endedAt !== null),
    ({ endedAt, startedAt }) => by.weekOf(endedAt ?? startedAt),
  )
  const tasks = Map.groupBy(facts.tasks, ({ runId }) => runId)
  return [...new Set([...began.keys(), ...over.keys()])].toSorted().map((week) => {
    const runs = over.get(week) ?? []
    return {
      week,
      started: began.get(week)?.length ?? 0,
      ended: runs.length,
      run: lengthsOf(runs.map(runLength), by),
      overdue: lateOf(
        runs.flatMap(({ id }) => tasks.get(id) ?? []),
        deadline,
        by.now,
      ),
    }
  })
}

/** Stays at nodes where people are asked, and how many of them nobody had to do anything for. */
function automaticOf({ visits, tasks }: FlowFacts): Efficiency['automatic'] {
  // A starter's own task after a return makes no step of people out of the start.
  const own = new Set(['read', 'resubmit'])
  const people = new Set(tasks.filter(({ kind }) => !own.has(kind)).map(({ nodeId }) => nodeId))
  const asked = new Set(
    tasks.filter((one) => one.held.length > 0).map((one) => `${one.runId} ${one.tokenId}`),
  )
  const stays = visits.filter(
    (one) => people.has(one.nodeId) && one.leftAt !== null && one.how !== 'canceled',
  )
  return {
    count: stays.filter((one) => !asked.has(`${one.runId} ${one.tokenId}`)).length,
    of: stays.length,
  }
}

/** Counts what happened in the runs of one flow. Every figure is of the runs given and of nothing else. */
export function countFlow(facts: FlowFacts, by: CountBy): Efficiency {
  const given: Given = { facts, by, deadline: deadlinesOf(facts.visits) }
  const over = facts.runs.filter(({ endedAt }) => endedAt !== null)
  const visits = Map.groupBy(facts.visits, ({ nodeId }) => nodeId)
  const tasks = Map.groupBy(facts.tasks, ({ nodeId }) => nodeId)
  const people = Map.groupBy(
    facts.tasks.filter(({ kind }) => kind !== 'read'),
    ({ person }) => person,
  )
  const returned = new Set(facts.visits.filter(({ how }) => how === 'returned').map(({ runId }) => runId))
  const tally = (keys: readonly string[]): { readonly [key: string]: number } =>
    Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length]))
  return {
    runs: facts.runs.length,
    running: facts.runs.length - over.length,
    ended: tally(over.map(({ status }) => status)),
    run: lengthsOf(over.map(runLength), by),
    returned: { count: returned.size, of: facts.runs.length },
    rejected: { count: over.filter(({ status }) => status === 'rejected').length, of: over.length },
    automatic: automaticOf(facts),
    tasks: taskFigures(facts.tasks, given.deadline, by),
    nodes: [...visits].map(([id, all]) => nodeFigures(id, all, tasks.get(id) ?? [], given)),
    people: [...people].map(([person, all]) => personFigures(person, all, given)),
    weeks: weekFigures(given),
    versions: tally(facts.runs.map(({ version }) => version)),
  }
}
