import type { Json } from '@mortise/expressions'
import { errors } from '../errors.ts'
import type {
  FlowEventRow,
  FlowInstance,
  Incident,
  InstanceStatus,
  Passage,
  Timer,
  Token,
  WorkItem,
} from '../types.ts'
import { addPassage } from './state.ts'
import { firstBefore } from './write-backs.ts'

type Data = FlowEventRow['data']
type Change = (instance: FlowInstance, data: Data, row: FlowEventRow) => Partial<FlowInstance>

/** Puts a thing in the place of the one with its id, or at the end. */
function put<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  return list.some((other) => other.id === one.id)
    ? list.map((other) => (other.id === one.id ? one : other))
    : [...list, one]
}

const putToken: Change = (instance, data) => ({ tokens: put(instance.tokens, data['token'] as Token) })
const putItem: Change = (instance, data) => ({ items: put(instance.items, data['item'] as WorkItem) })
const putIncident: Change = (instance, data) => ({
  incidents: put(instance.incidents, data['incident'] as Incident),
})

/**
 * What each event does to a run. The engine changes state only through these, so that folding the events again gives
 * the same state. Events that aren't named here put the work item they carry in its place, or only tell of something.
 */
const changes: { readonly [type: string]: Change } = {
  token_created: putToken,
  token_waiting: putToken,
  token_consumed: (instance, data) => ({
    tokens: instance.tokens.filter((token) => token.id !== data['tokenId']),
  }),
  node_entered: (instance, _, row) => {
    const nodeId = row.nodeId ?? ''
    return { visits: { ...instance.visits, [nodeId]: (instance.visits[nodeId] ?? 0) + 1 } }
  },
  node_left: (instance, data) => ({ passed: addPassage(instance.passed, data['passage'] as Passage) }),
  timer_set: (instance, data) => {
    const timer = data['timer'] as Timer
    return { timers: [...instance.timers.filter((one) => one.key !== timer.key), timer] }
  },
  timer_cleared: (instance, data) => ({ timers: instance.timers.filter((one) => one.key !== data['key']) }),
  incident_raised: putIncident,
  incident_closed: putIncident,
  variables_set: (instance, data) => ({
    variables: { ...instance.variables, ...(data['values'] as { readonly [key: string]: Json }) },
  }),
  copied: (instance, data) => ({ copied: [...instance.copied, ...(data['users'] as readonly string[])] }),
  round_started: (_, data) => ({
    round: data['round'] as number,
    passed: data['passed'] as readonly Passage[],
  }),
  result_set: (_, data) => ({ result: data['result'] as InstanceStatus }),
  record_written: (instance, data) => ({
    before: firstBefore(instance.before, data['before'] as { readonly [field: string]: Json }),
  }),
  ended: (_, data, row) => ({ status: data['status'] as InstanceStatus, endedAt: row.at }),
}

/** The run after an event. */
export function applyEvent(instance: FlowInstance, row: FlowEventRow): FlowInstance {
  if (row.seq !== instance.seq + 1) throw errors.FLOW_REPLAY_BROKEN({ seq: instance.seq + 1 })
  const change = Object.hasOwn(changes, row.type) ? changes[row.type] : row.data['item'] && putItem
  return { ...instance, ...(change ? change(instance, row.data, row) : {}), seq: row.seq }
}

/** The run after all events, from its empty beginning (`createInstance`). Throws FLOW_REPLAY_BROKEN on a gap. */
export function foldEvents(empty: FlowInstance, events: readonly FlowEventRow[]): FlowInstance {
  return events.reduce(applyEvent, empty)
}
