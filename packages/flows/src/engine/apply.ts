import type { Json } from '@mortise/expressions'
import { errors } from '../errors.ts'
import type {
  ChildRun,
  Compensation,
  FlowEventRow,
  FlowInstance,
  FlowScope,
  Incident,
  InstanceStatus,
  LastDecision,
  Passage,
  Picks,
  ResumePlace,
  Subscription,
  Timer,
  Token,
  WorkItem,
} from '../types.ts'
import { addPassage, isWithin, scopePart } from './state.ts'
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
const putChild: Change = (instance, data) => {
  const child = data['child'] as ChildRun
  const isGone = ({ key, tokenId, index, status }: ChildRun): boolean =>
    key === child.key || (status === 'failed' && tokenId === child.tokenId && index === child.index)
  const others = (instance.children ?? []).filter((one) => !isGone(one))
  return { children: [...others, child].sort((a, b) => a.index - b.index) }
}
/** Joins remembered; a fork is over long before this many others have begun. */
const keptJoins = 500

const putIncident: Change = (instance, data) => ({
  incidents: put(instance.incidents, data['incident'] as Incident),
})

/**
 * What each event does to a run. The engine changes state only through these, so that folding the events again gives
 * the same state. Events that aren't named here put the work item they carry in its place, or only tell of something.
 */
const changes: { readonly [type: string]: Change } = {
  token_created: (instance, data, row) => {
    const closes = data['closes'] as readonly string[] | undefined
    if (closes === undefined) return putToken(instance, data, row)
    const closed = (part: string): boolean => closes.includes(part.split('/')[0] ?? '')
    return {
      ...putToken(instance, data, row),
      passed: instance.passed.filter((one) => !one.path.some(closed)),
    }
  },
  token_waiting: putToken,
  token_consumed: (instance, data) => ({
    tokens: instance.tokens.filter((token) => token.id !== data['tokenId']),
  }),
  node_entered: (instance, data, row) => {
    // Events of older runs name no room: there was none.
    const key = typeof data['visit'] === 'string' ? data['visit'] : (row.nodeId ?? '')
    return { visits: { ...instance.visits, [key]: (instance.visits[key] ?? 0) + 1 } }
  },
  token_held: putToken,
  token_released: putToken,
  node_left: (instance, data) => ({ passed: addPassage(instance.passed, data['passage'] as Passage) }),
  timer_set: (instance, data) => {
    const timer = data['timer'] as Timer
    return { timers: [...instance.timers.filter((one) => one.key !== timer.key), timer] }
  },
  timer_cleared: (instance, data) => ({ timers: instance.timers.filter((one) => one.key !== data['key']) }),
  subscribed: (instance, data) => {
    const made = data['subscription'] as Subscription
    const others = (instance.subscriptions ?? []).filter((one) => one.key !== made.key)
    return { subscriptions: [...others, made] }
  },
  unsubscribed: (instance, data) => ({
    subscriptions: (instance.subscriptions ?? []).filter((one) => one.key !== data['key']),
  }),
  scope_opened: (instance, data) => ({ scopes: put(instance.scopes ?? [], data['scope'] as FlowScope) }),
  scope_done: (instance, data) => {
    const scope = data['scope'] as FlowScope
    const end = scopePart(scope)
    const visits = Object.entries(instance.visits).filter(([key]) => !key.endsWith(end))
    // What was passed inside is behind a closed door: nothing returns there.
    const passed = instance.passed.filter((one) => !one.path.includes(end))
    return { scopes: put(instance.scopes ?? [], scope), visits: Object.fromEntries(visits), passed }
  },
  scopes_dropped: (instance, data) => {
    const gone = (instance.scopes ?? []).filter((one) => one.tokenId === data['tokenId'])
    const ends = gone.map(scopePart)
    const inside = (path: readonly string[]): boolean => path.some((part) => ends.includes(part))
    return {
      scopes: (instance.scopes ?? []).filter((one) => one.tokenId !== data['tokenId']),
      passed: instance.passed.filter((one) => !inside(one.path)),
      visits: Object.fromEntries(
        Object.entries(instance.visits).filter(([key]) => ends.every((end) => !key.endsWith(end))),
      ),
    }
  },
  scope_variables_set: (instance, data) => ({
    scopes: (instance.scopes ?? []).map((one) =>
      one.id === data['scopeId']
        ? { ...one, variables: { ...one.variables, ...(data['values'] as FlowScope['variables']) } }
        : one,
    ),
  }),
  scope_result_set: (instance, data) => ({
    scopes: (instance.scopes ?? []).map((one) =>
      one.id === data['scopeId'] ? { ...one, result: data['result'] as InstanceStatus } : one,
    ),
  }),
  child_started: putChild,
  child_ended: putChild,
  child_told: putChild,
  children_dropped: (instance, data) => ({
    children: (instance.children ?? []).filter((one) => one.tokenId !== data['tokenId']),
  }),
  join_fired: (instance, data) => ({
    fired: [...(instance.fired ?? []).slice(1 - keptJoins), data['join'] as string],
  }),
  compensation_armed: (instance, data) => ({
    compensations: [...(instance.compensations ?? []), data['compensation'] as Compensation],
  }),
  compensation_done: (instance, data) => ({
    compensations: (instance.compensations ?? []).filter(
      (one) => !isWithin(one.path, data['path'] as readonly string[]),
    ),
  }),
  // A run that moves to another version is told of whole: its old events name nodes that may be gone.
  migrated: (_, data) => data['state'] as FlowInstance,
  suspended: () => ({ suspended: true }),
  resumed: () => ({ suspended: false }),
  reactivated: (_, data) => ({
    status: 'running',
    endedAt: null,
    result: null,
    round: data['round'] as number,
  }),
  incident_raised: putIncident,
  incident_closed: putIncident,
  variables_set: (instance, data) => ({
    variables: { ...instance.variables, ...(data['values'] as { readonly [key: string]: Json }) },
  }),
  copied: (instance, data) => ({ copied: [...instance.copied, ...(data['users'] as readonly string[])] }),
  round_started: (_, data) => ({
    round: data['round'] as number,
    passed: data['passed'] as readonly Passage[],
    ...(data['resume'] === undefined ? {} : { resume: data['resume'] as ResumePlace | null }),
  }),
  resume_taken: (_, data) => ({ passed: data['passed'] as readonly Passage[], resume: null }),
  picked: (instance, data) => ({ picks: { ...instance.picks, ...(data['picks'] as Picks) } }),
  decision_noted: (_, data) => ({ lastDecision: data['decision'] as LastDecision }),
  decision_taken_back: (_, data) => ({ passed: data['passed'] as readonly Passage[], lastDecision: null }),
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
