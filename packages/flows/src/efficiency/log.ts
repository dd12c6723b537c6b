import { isDone, isOpenTask } from './tasks.ts'
import type { FlowFacts } from './types.ts'

/** Something that happened in a run, in the words of IEEE 1849: `transition` is one of its lifecycle. */
export type LogLine = {
  readonly runId: string
  readonly at: number
  readonly nodeId: string
  readonly transition: 'assign' | 'start' | 'complete' | 'reassign' | 'autoskip' | 'withdraw' | 'ate_abort'
  /** Of the task or stay it belongs to. */
  readonly instance: string
  readonly person: string | null
  readonly outcome: string | null
}

const endings: { readonly [state: string]: LogLine['transition'] } = {
  transferred: 'reassign',
  canceled: 'withdraw',
  skipped: 'autoskip',
}
const visitEndings: { readonly [how: string]: LogLine['transition'] } = {
  skipped: 'autoskip',
  failed: 'ate_abort',
  canceled: 'withdraw',
}

function taskLines({ tasks }: FlowFacts): readonly LogLine[] {
  return tasks.flatMap((task): readonly LogLine[] => {
    if (task.kind === 'read') return []
    const { runId, nodeId, id: instance, person, held, readAt, decidedAt, state } = task
    const line = (
      at: number | null | undefined,
      transition: LogLine['transition'],
      outcome: string | null = null,
    ) =>
      at === null || at === undefined ? [] : [{ runId, at, nodeId, transition, instance, person, outcome }]
    return [
      ...line(held[0], 'assign'),
      ...line(readAt, 'start'),
      ...(isDone(task) || !isOpenTask(task) ? line(decidedAt, endings[state] ?? 'complete', state) : []),
    ]
  })
}

/** Stays at nodes where nobody had a task. */
function visitLines({ visits, tasks }: FlowFacts): readonly LogLine[] {
  const key = (one: { readonly runId: string; readonly tokenId: string }): string =>
    `${one.runId} ${one.tokenId}`
  const asked = new Set(tasks.filter(({ kind }) => kind !== 'read').map(key))
  return visits.flatMap((visit): readonly LogLine[] => {
    if (asked.has(key(visit))) return []
    const { runId, nodeId, tokenId: instance, enteredAt, leftAt, how } = visit
    const head = { runId, nodeId, instance, person: null }
    const end =
      leftAt === null
        ? []
        : [
            {
              ...head,
              at: leftAt,
              transition: visitEndings[how ?? ''] ?? ('complete' as const),
              outcome: how,
            },
          ]
    return how === 'skipped' ? end : [{ ...head, at: enteredAt, transition: 'start', outcome: null }, ...end]
  })
}

const order: readonly LogLine['transition'][] = [
  'assign',
  'start',
  'autoskip',
  'complete',
  'reassign',
  'withdraw',
  'ate_abort',
]

/** All that happened, run by run in the order of the runs, each in the order of time. */
export function flowLog(facts: FlowFacts): readonly LogLine[] {
  const lines = Map.groupBy([...taskLines(facts), ...visitLines(facts)], ({ runId }) => runId)
  return facts.runs.flatMap(({ id }) =>
    (lines.get(id) ?? []).toSorted(
      (a, b) => a.at - b.at || order.indexOf(a.transition) - order.indexOf(b.transition),
    ),
  )
}
