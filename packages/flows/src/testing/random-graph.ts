import type { Expression } from '@mortise/expressions'
import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** Numbers from a seed: the same seed draws the same graph and the same commands, on every machine. */
export type Dice = {
  readonly below: (end: number) => number
  readonly one: <T>(list: readonly [T, ...T[]]) => T
}

/** Dice of a seed (mulberry32). */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const below = (end: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * end)
  }
  return { below, one: (list) => list[below(list.length)] ?? list[0] }
}

type Draft = {
  readonly roll: Dice
  readonly nodes: FlowNodeDocument[]
  readonly edges: FlowEdgeDocument[]
  /** Nodes that may still be drawn. */
  room: number
}

type More = { readonly [setting: string]: unknown }

const users = ['ann', 'cat', 'dan', 'eve'] as const
const modes = ['one', 'any', 'all', 'sequential', 'vote', 'random', 'claim'] as const
const resumes = ['rerun', 'toRejecter', 'starterChooses'] as const

function add(draft: Draft, type: string, more: More = {}): FlowNodeDocument {
  const node = { id: `n${draft.nodes.length}`, type, ...more }
  draft.nodes.push(node)
  draft.room -= 1
  return node
}

function join(draft: Draft, source: string, target: string, more: Partial<FlowEdgeDocument> = {}): string {
  const id = `e${draft.edges.length}`
  draft.edges.push({ id, source, target, ...more })
  return id
}

const over = (limit: number): Expression => ({ '>': [{ var: 'amount' }, limit] })

function event(draft: Draft): More {
  const { one, below } = draft.roll
  return one<More>([
    { timer: { duration: 'PT4H' } },
    { message: { name: `m${below(3)}` } },
    { signal: { name: `g${below(2)}` } },
    { condition: over(below(10)) },
  ])
}

/** Locks and guards, now and then. A guard skips what it shuts out: one that waits might wait for ever. */
function guarded(draft: Draft): More {
  const pick = draft.roll.below(12)
  if (pick === 0) return { mutexKey: 'desk' }
  if (pick === 1) return { enabledWhile: { when: over(3), otherwise: 'skip' } }
  return {}
}

function person(draft: Draft): More {
  const { one, below } = draft.roll
  const count = 1 + below(3)
  return {
    approval: {
      mode: one(modes),
      passRatio: 60,
      assignees: users.slice(0, count).map((user) => ({ type: 'user', user })),
      timeouts: [{ after: 'P1D', do: 'approve' }],
      operations: {
        transfer: true,
        delegate: true,
        addSign: ['before', 'after', 'parallel'],
        addSignDepth: 1 + below(3),
        return: { targets: 'anyPassed', resume: one(resumes) },
        takeBack: true,
        cc: true,
      },
      ...(below(4) === 0 ? { sod: [{ notSameAs: 'starter' }] } : {}),
    },
    ...guarded(draft),
  }
}

/** A way from a node on, and its end. `inside`: the node it lies in. */
type Way = { readonly from: string; readonly inside: More }

const simple: { readonly [type: string]: (draft: Draft) => More } = {
  user_task: person,
  cc_task: () => ({ assignees: [{ type: 'role', role: 'legal' }] }),
  service_task: (draft) => ({
    action: { type: draft.roll.below(15) === 0 ? 'fail' : 'noop' },
    retry: { max: 2, first: 'PT1H' },
    ...guarded(draft),
  }),
  business_rule_task: () => ({ table: 'grades', into: { grade: 'grade' } }),
  score_task: () => ({ score: 'lead' }),
  assign_task: () => ({ policy: 'east' }),
  script_task: () => ({ values: { total: { '+': [{ var: 'amount' }, 1] } } }),
  send_task: (draft) => ({ message: { name: `m${draft.roll.below(3)}` } }),
  receive_task: (draft) => ({ message: `m${draft.roll.below(3)}`, into: 'said', ...guarded(draft) }),
  intermediate_catch_event: (draft) => ({ event: event(draft) }),
  intermediate_throw_event: (draft) => ({
    event: draft.roll.one<More>([
      { message: { name: 'm0' } },
      { signal: { name: 'g0' } },
      { escalation: { code: 'up' } },
      { compensate: true },
    ]),
  }),
  delay: () => ({ duration: 'PT1H' }),
  call_activity: (draft) => ({
    flow: 'other',
    onRejected: draft.roll.one(['continue', 'reject', 'return']),
    ...(draft.roll.below(2) === 0 ? { cardinality: 3 } : {}),
    ...(draft.roll.below(4) === 0 ? { async: true } : {}),
    ...(draft.roll.below(3) === 0 ? { sequential: true } : {}),
  }),
}
const simpleTypes = Object.keys(simple) as [string, ...string[]]
const attachable = ['user_task', 'receive_task', 'call_activity', 'service_task']

function drawStep(draft: Draft, { from, inside }: Way, depth: number): string {
  const pick = depth === 0 || draft.room < 6 ? 0 : draft.roll.below(8)
  if (pick >= 6) return drawRoom(draft, { from, inside }, depth)
  if (pick >= 3) return drawBlock(draft, { from, inside }, depth)
  const type = draft.roll.below(3) === 0 ? 'user_task' : draft.roll.one(simpleTypes)
  const node = add(draft, type, { ...simple[type]?.(draft), ...inside })
  join(draft, from, node.id)
  const handler = type === 'service_task' && draft.roll.below(3) === 0
  if (handler) {
    const undo = add(draft, 'service_task', { action: { type: 'noop' }, ...inside })
    draft.nodes[draft.nodes.indexOf(node)] = { ...node, compensation: undo.id }
  }
  return attachable.includes(type) && draft.roll.below(4) === 0
    ? drawBoundary(draft, { from: node.id, inside }, type)
    : node.id
}

/** A boundary event: its way meets the other again where it takes its place, and ends by itself where it runs beside it. */
function drawBoundary(draft: Draft, { from, inside }: Way, type: string): string {
  const waits = type !== 'service_task'
  const error = !waits || draft.roll.below(4) === 0
  const node = add(draft, 'boundary_event', {
    attachedTo: from,
    event: error ? { error: {} } : event(draft),
    ...(error || draft.roll.below(2) === 0 ? {} : { cancelActivity: false }),
    ...inside,
  })
  const last = drawStep(draft, { from: node.id, inside }, 0)
  if (node['cancelActivity'] !== false) return meet(draft, { from, inside }, last)
  const end = add(draft, 'end_event', inside)
  join(draft, last, end.id)
  return from
}

/** Where two ways go on as one. */
function meet(draft: Draft, { from, inside }: Way, other: string): string {
  const merge = add(draft, 'exclusive_gateway', inside)
  join(draft, from, merge.id)
  join(draft, other, merge.id)
  return merge.id
}

/** Steps inside a node. */
function drawRoom(draft: Draft, { from, inside }: Way, depth: number): string {
  const { below } = draft.roll
  const loop = below(3) === 0
  const room =
    below(2) === 0
      ? add(draft, 'sub_process', {
          ...(loop ? { repeatWhile: { '<': [{ var: 'index' }, 1] }, maxLoops: 3 } : {}),
          ...inside,
        })
      : add(draft, 'for_each', {
          cardinality: 1 + below(3),
          ...(below(2) === 0 ? { sequential: true } : {}),
          ...(below(4) === 0 ? { completionCondition: { '>=': [{ var: 'completed' }, 2] } } : {}),
          ...inside,
        })
  join(draft, from, room.id)
  const within = { parent: room.id }
  const first = add(draft, 'script_task', { values: { total: 1 }, ...within })
  const last = drawSteps(draft, { from: first.id, inside: within }, depth - 1)
  const ends = below(5) === 0 ? { type: 'error_end_event', code: 'bad' } : { type: 'end_event' }
  const end = add(draft, ends.type, { ...ends, ...within })
  join(draft, last, end.id)
  if (ends.type === 'error_end_event' || below(3) === 0) {
    const node = add(draft, 'boundary_event', {
      attachedTo: room.id,
      event: ends.type === 'error_end_event' ? { error: { code: 'bad' } } : { escalation: { code: 'up' } },
      ...inside,
    })
    return meet(draft, { from: room.id, inside }, node.id)
  }
  return room.id
}

function drawBlock(draft: Draft, { from, inside }: Way, depth: number): string {
  const { below, one } = draft.roll
  const kind = one([
    'parallel_gateway',
    'exclusive_gateway',
    'inclusive_gateway',
    'event_based_gateway',
    'join_gateway',
  ])
  const opens = kind === 'join_gateway' ? 'parallel_gateway' : kind
  const closes = kind === 'event_based_gateway' ? 'exclusive_gateway' : kind
  const split = add(draft, opens, inside)
  join(draft, from, split.id)
  const count = 2 + below(2)
  const close = add(draft, closes, {
    ...(closes === 'join_gateway' ? { threshold: 1 + below(count), cancelRest: below(2) === 0 } : {}),
    ...inside,
  })
  const decides = kind === 'exclusive_gateway' || kind === 'inclusive_gateway'
  for (let branch = 0; branch < count; branch += 1) {
    const condition = decides && branch > 0 ? { condition: over(8 - 3 * branch) } : {}
    const start = draft.edges.length
    const caught = add(draft, kind === 'event_based_gateway' ? 'intermediate_catch_event' : 'script_task', {
      ...(kind === 'event_based_gateway'
        ? { event: branch === 0 ? { timer: { duration: 'P1D' } } : event(draft) }
        : { values: { total: branch } }),
      ...inside,
    })
    join(draft, split.id, caught.id, { priority: branch, ...condition })
    const last = drawSteps(draft, { from: caught.id, inside }, depth - 1)
    join(draft, last, close.id)
    if (decides && branch === 0)
      draft.nodes[draft.nodes.indexOf(split)] = { ...split, default: draft.edges[start]?.id ?? '' }
  }
  return close.id
}

function drawSteps(draft: Draft, way: Way, depth: number): string {
  const count = draft.roll.below(3)
  let { from } = way
  for (let step = 0; step < count && draft.room > 0; step += 1)
    from = drawStep(draft, { ...way, from }, depth)
  return from
}

/** A random block-structured flow of all kinds of nodes, on the entity `deal`. */
export function randomGraph(roll: Dice): FlowDocument {
  const draft: Draft = { roll, nodes: [], edges: [], room: 26 }
  const start = add(draft, 'start_event')
  let last = start.id
  const steps = 1 + roll.below(4)
  for (let step = 0; step < steps; step += 1) last = drawStep(draft, { from: last, inside: {} }, 2)
  const end = add(draft, roll.below(8) === 0 ? 'terminate_end_event' : 'end_event')
  join(draft, last, end.id)
  return {
    key: 'random',
    label: { zh: '随机', en: 'Random' },
    entity: 'deal',
    start: { type: 'manual', recall: 'anytime' },
    variables: [
      { key: 'total', type: 'number' },
      { key: 'grade', type: 'text' },
      { key: 'said', type: 'json' },
    ],
    nodes: draft.nodes,
    edges: draft.edges,
  }
}
