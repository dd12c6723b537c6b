import { type Directory, type Effect, extensionList } from '@mortise/schema'
import { expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.ts'
import { builtinNodes } from '../nodes/index.ts'
import { problemsOf } from '../testing/accepted.ts'
import { type Dice, dice, randomGraph } from '../testing/random-graph.ts'
import { type World, world } from '../testing/world.ts'
import type { FlowCommand, FlowInstance, WorkItem } from '../types.ts'
import { simulate } from '../view/simulate.ts'
import { advance } from './advance.ts'
import { foldEvents } from './apply.ts'
import { operationsAt, returnTargets } from './items.ts'
import { isOpen } from './state.ts'

type Command = Parameters<World['send']>[0]

/** Graphs in a normal run; the whole trial is 100,000. */
const graphs = Number(process.env['MORTISE_FLOW_GRAPHS'] ?? 2000)
const first = Number(process.env['MORTISE_FLOW_SEED'] ?? 1)

const system = { actor: 'system' } as const
const root = { actor: 'root' } as const

/** What helps a run to its end. */
function helpful(state: FlowInstance, claimable?: (item: WorkItem) => boolean): readonly Command[] {
  const decisions = state.items
    .filter((item) => item.state === 'active' && isOpen(item))
    .map((item): Command => {
      const by = { actor: item.assignee, itemId: item.id, itemRev: item.rev }
      const type =
        item.kind === 'resubmit' ? 'resubmit' : item.kind === 'delegate' ? 'completeWork' : 'approve'
      // What is to be claimed is claimed first.
      return claimable?.(item) === true ? { ...by, type: 'claim' } : { ...by, type }
    })
  const heard = (state.subscriptions ?? [])
    .filter((one) => one.kind !== 'condition')
    .map(({ key }): Command => ({ ...system, type: 'messageArrived', key, data: { n: 1 } }))
  const children = (state.children ?? [])
    .filter((one) => one.status === 'running')
    .map(({ key }): Command => ({ ...system, type: 'childEnded', key, status: 'approved', variables: {} }))
  const alarms = state.timers.map(({ key }): Command => ({ ...system, type: 'timerDue', key }))
  const incidents = state.incidents
    .filter((one) => one.open)
    .map(({ id }): Command => ({ ...root, type: 'skipIncident', incidentId: id }))
  return [...incidents, ...decisions, ...children, ...heard, ...alarms]
}

/** Whether a task has to be claimed before it is decided. */
function isClaimable(w: World, item: WorkItem): boolean {
  const claims = operationsAt(w.engine, item.nodeId).claim === true
  return claims && item.parentItemId === null && item.claimed !== true && item.reason !== 'empty'
}

function mayAdd(w: World, item: WorkItem, kind: string): boolean {
  const { items } = w.state()
  const depth = (one: WorkItem): number => {
    const parent = items.find(({ id }) => id === one.parentItemId)
    return parent === undefined ? 0 : 1 + depth(parent)
  }
  const signed = items.some((one) => one.parentItemId === item.id && isOpen(one))
  const most = operationsAt(w.engine, item.nodeId).addSignDepth ?? 1
  return depth(item) < most && !(kind === 'before' && signed)
}

/** Added signers taken away, decisions taken back. */
function undoing(state: FlowInstance): readonly Command[] {
  const signers = state.items.filter(
    (one) => one.parentItemId !== null && one.kind !== 'delegate' && isOpen(one),
  )
  const removals = signers.flatMap((one): readonly Command[] => {
    const parent = state.items.find(({ id }) => id === one.parentItemId)
    const open = parent !== undefined && state.tokens.some(({ id }) => id === one.tokenId)
    return open ? [{ ...root, type: 'removeSign', itemId: parent.id, remove: one.id }] : []
  })
  const last = state.lastDecision
  const item = state.items.find(({ id }) => id === last?.itemId)
  return item === undefined
    ? removals
    : [...removals, { actor: item.assignee, type: 'takeBack', itemId: item.id }]
}

/** What anybody could do now, wise or not. */
function possible(w: World, roll: Dice): readonly Command[] {
  const state = w.state()
  if (state.suspended === true) return [{ ...root, type: 'resume' }]
  const items = state.items.filter((item) => item.state === 'active' && isOpen(item))
  const rough = items.flatMap((item): readonly Command[] => {
    const by = { actor: item.assignee, itemId: item.id, itemRev: item.rev }
    if (item.kind === 'resubmit' || item.kind === 'delegate') return []
    const targets = state.round > 4 ? [] : returnTargets(w.engine, state, item.id)
    const free = ['fay', 'bob', 'mia'].filter((user) =>
      state.items.every((one) => one.assignee !== user || !isOpen(one)),
    )
    const claims = isClaimable(w, item)
    const mode = roll.one(['all', 'any', 'sequential'] as const)
    const kind = roll.one(['before', 'after', 'parallel'] as const)
    return [
      ...(claims ? [] : [{ ...by, type: 'reject' as const }]),
      ...(item.claimed === true ? [{ ...by, type: 'release' as const }] : []),
      ...targets.map((target) => ({ ...by, type: 'return' as const, target })),
      ...(free.length > 0 && mayAdd(w, item, kind)
        ? [{ ...by, type: 'addSign' as const, kind, to: free.slice(0, 2), mode }]
        : []),
      ...(item.kind === 'decide' ? [{ ...by, type: 'cc' as const, to: ['fay'] }] : []),
      ...free.slice(0, 1).flatMap((to): readonly Command[] => [
        { ...by, type: 'transfer', to },
        { ...by, type: 'delegate', to },
      ]),
    ]
  })
  const children = (state.children ?? [])
    .filter((one) => one.status === 'running')
    .map(({ key }): Command => ({ ...system, type: 'childEnded', key, status: 'rejected', variables: {} }))
  const rare = roll.below(6)
  const owner = state.tokens.find((token) => (state.scopes ?? []).some((one) => one.tokenId === token.id))
  const admin: readonly Command[] =
    rare === 0
      ? [{ ...root, type: 'suspend' }]
      : rare === 1 && owner !== undefined
        ? [{ ...root, type: 'completeNow', tokenId: owner.id }]
        : []
  return [
    ...helpful(state, (item) => isClaimable(w, item)),
    ...rough,
    ...undoing(state),
    ...children,
    ...admin,
    ...upsetting(w, roll),
    { ...system, type: 'recordChanged' },
  ]
}

/** What turns a run over, now and then: tasks given to others, steps left out or gone back to, the end before its time. */
function upsetting(w: World, roll: Dice): readonly Command[] {
  const state = w.state()
  const open = state.items.filter(isOpen)
  const item = open[roll.below(Math.max(open.length, 1))]
  const steps = w.engine.definition.nodes.filter(
    ({ type }) => type === 'user_task' || type === 'service_task',
  )
  const target = steps[roll.below(Math.max(steps.length, 1))]?.id
  const token = state.tokens[roll.below(Math.max(state.tokens.length, 1))]
  switch (roll.below(12)) {
    case 0:
    case 1:
      return item === undefined ? [] : [{ ...root, type: 'reassign', itemId: item.id, to: 'bob' }]
    case 2:
      return target === undefined ? [] : [{ ...root, type: 'jump', target, mode: 'all' }]
    case 3:
      return target === undefined || token === undefined
        ? []
        : [{ ...root, type: 'jump', target, tokenId: token.id, mode: 'this' }]
    case 4:
      return roll.below(4) === 0 ? [{ actor: state.starter, type: 'recall' }] : []
    default:
      return []
  }
}

type Seen = { state: FlowInstance; events: number; created: number; consumed: number }

/** Invariants 1, 3, 7, 11 and what hangs on tokens, after a command. */
function checkState(w: World, seen: Seen): void {
  const state = w.state()
  const fresh = w.events.slice(seen.events)
  for (const row of fresh) {
    if (row.type === 'token_created') seen.created += 1
    if (row.type === 'token_consumed') seen.consumed += 1
  }
  const gaps = fresh.some((row, index) => row.seq !== seen.events + index + 1)
  const nodes = new Set(w.engine.definition.nodes.map((one) => one.id))
  const live = new Set(state.tokens.map((token) => token.id))
  const hanging = [...state.timers, ...(state.subscriptions ?? []), ...(state.scopes ?? [])]
  const loose = [
    ...state.items.filter((item) => isOpen(item) && !live.has(item.tokenId)),
    ...hanging.filter((one) => !live.has(one.tokenId)),
    ...(state.children ?? []).filter((one) => !live.has(one.tokenId)),
    ...state.incidents.filter((one) => one.open && !live.has(one.tokenId)),
    ...state.tokens.filter((token) => !nodes.has(token.nodeId) || token.state === 'active'),
  ]
  if (seen.created - seen.consumed !== state.tokens.length) throw new Error('tokens are not conserved')
  if (gaps) throw new Error('events have a gap')
  if (loose.length > 0 && state.suspended !== true) throw new Error(`loose: ${JSON.stringify(loose)}`)
  if (Object.values(state.visits).some((count) => count > 50)) throw new Error('more visits than allowed')
  const above = (item: WorkItem, seen: readonly string[] = []): boolean => {
    if (seen.includes(item.id)) return true
    const parent = state.items.find(({ id }) => id === item.parentItemId)
    return parent !== undefined && above(parent, [...seen, item.id])
  }
  if (state.items.some((item) => above(item))) throw new Error('a task hangs on itself')
  const early = state.items.filter(
    (item) =>
      item.state === 'active' &&
      state.items.some(
        (one) => one.parentItemId === item.id && ['before', 'delegate'].includes(one.kind) && isOpen(one),
      ),
  )
  if (early.length > 0) throw new Error(`asked before its time: ${JSON.stringify(early)}`)
  const orphans = state.items.filter(
    (item) =>
      isOpen(item) &&
      item.kind !== 'parallel' &&
      state.items.some((one) => one.id === item.parentItemId && ['canceled', 'rejected'].includes(one.state)),
  )
  if (orphans.length > 0) throw new Error(`asked for nobody: ${JSON.stringify(orphans)}`)
  const ended = state.status !== 'running'
  const left = state.tokens.length + hanging.length + state.items.filter(isOpen).length
  if (ended && left > 0) throw new Error('something is left over at the end')
  const folded = foldEvents(seen.state, fresh)
  if (JSON.stringify(folded) !== JSON.stringify(state)) expect(folded).toEqual(state)
  seen.state = state
  seen.events = w.events.length
}

/** Invariant 6: the same once more changes nothing, or is refused. */
function checkTwice(w: World, command: Command): void {
  const full = { commandId: 'again', ...command } as unknown as FlowCommand
  const before = w.state()
  try {
    const { instance, effects } = advance(w.engine, before, full, w.ctx())
    // An alarm that rings too early is set once more as it is.
    const asItIs = (effect: Effect): boolean =>
      effect.type === 'set_timer' &&
      before.timers.some(({ key, at }) => key === effect.key && at === effect.at)
    const quiet = command.type === 'recordChanged' || effects.every(asItIs)
    if (
      !quiet ||
      (instance.seq !== before.seq && command.type !== 'recordChanged' && command.key !== undefined)
    )
      if (!(command.type === 'messageArrived' && instance.seq > before.seq))
        throw new Error(`${command.type} counted twice`)
  } catch (error) {
    if (!String((error as { readonly code?: string }).code).startsWith('FLOW_')) throw error
  }
}

/** Commands that the engine may have good reasons to refuse, whatever is known from outside. */
const refusable: ReadonlySet<string> = new Set([
  'takeBack',
  'transfer',
  'delegate',
  'reassign',
  'jump',
  'recall',
])

function sendOrRefuse(w: World, command: Command): void {
  const before = w.state()
  try {
    w.send(command)
  } catch (error) {
    const code = String((error as { readonly code?: string }).code)
    if (command.type === 'takeBack' ? code !== 'FLOW_TAKE_BACK_REFUSED' : !code.startsWith('FLOW_'))
      throw error
    if (w.state() !== before) throw new Error('a refusal changed the run')
  }
}

/** Invariants 11 and 12: nobody decides what is closed, or what is another's; nor does who is kept out get anything. */
function checkOutsiders(w: World): void {
  const state = w.state()
  const refused = (actor: string, item: WorkItem): void => {
    const command = { type: 'approve', commandId: 'x', actor, itemId: item.id } as FlowCommand
    try {
      advance(w.engine, state, command, w.ctx())
    } catch (error) {
      if (String((error as { readonly code?: string }).code).startsWith('FLOW_')) return
      throw error
    }
    throw new Error(`${actor} decided ${item.id}`)
  }
  const tasks = state.items.filter((one) => one.kind !== 'read')
  for (const item of tasks) {
    if (item.state !== 'active') refused(item.assignee, item)
    refused(item.assignee === 'gone' ? 'fay' : 'gone', item)
    const out = operationsAt(w.engine, item.nodeId).notSameAs ?? []
    if (out.includes('starter') && item.assignee === state.starter) throw new Error('duties are mixed')
  }
}

/** Invariants 2 and 3: from here the run can be brought to its end. */
function bringToEnd(w: World, seen: Seen): void {
  for (let step = 0; step < 600 && w.state().status === 'running'; step += 1) {
    w.wait('P3D')
    if (w.state().suspended === true) w.send({ ...root, type: 'resume' })
    const [next] = helpful(w.state(), (item) => isClaimable(w, item))
    if (next === undefined) w.change({ amount: 10 })
    else w.send(next)
    if (next === undefined && w.last().events.length === 0) break
  }
  checkState(w, seen)
  if (w.state().status === 'running') throw new Error('stuck')
}

function trial(seed: number): void {
  const roll = dice(seed)
  const definition = randomGraph(roll)
  const problems = problemsOf(definition).filter(
    (one) => one.level === 'block' && one.code !== 'FLOW_UNKNOWN',
  )
  if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems[0])}`)
  const w = world(definition, { amount: roll.below(10) })
  const seen: Seen = { state: w.empty, events: 0, created: 0, consumed: 0 }
  checkState(w, seen)
  for (let step = roll.below(14); step > 0 && w.state().status === 'running'; step -= 1) {
    w.wait('PT4H')
    const commands = possible(w, roll)
    const command = commands[roll.below(commands.length)]
    if (command === undefined) break
    if (refusable.has(command.type)) sendOrRefuse(w, command)
    else w.send(command)
    checkState(w, seen)
    // Whoever jumps twice has jumped twice: it is the command's own name that counts once.
    if (roll.below(4) === 0 && command.type !== 'jump') checkTwice(w, command)
    if (roll.below(4) === 0) checkOutsiders(w)
  }
  bringToEnd(w, seen)
}

it(`${graphs} random graphs of all node types keep the invariants under random commands`, () => {
  const broken: string[] = []
  for (let seed = first; seed < first + graphs && broken.length < 5; seed += 1) {
    try {
      trial(seed)
    } catch (error) {
      broken.push(`seed ${seed}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`)
    }
  }
  console.log(`flow graphs: ${graphs}, seeds ${first} to ${first + graphs - 1}`)
  expect(broken).toEqual([])
}, 3_600_000)

it('every type of node is drawn', () => {
  const drawn = new Set<string>()
  for (let seed = 1; seed <= 400; seed += 1)
    for (const { type } of randomGraph(dice(seed)).nodes) drawn.add(type)
  expect([...drawn].toSorted()).toEqual(builtinNodes.map(({ type }) => type).toSorted())
})

it('invariant 4: every node of an accepted small graph is reached by some run', () => {
  const nodes = extensionList(builtinNodes)
  let small = 0
  for (let seed = 1; small < 25; seed += 1) {
    const definition = randomGraph(dice(seed))
    if (definition.nodes.length > 12 || definition.nodes.some((one) => one['enabledWhile'] !== undefined))
      continue
    small += 1
    const reached = new Set<string>()
    for (let run = 0; run < 60; run += 1) {
      const roll = dice(seed * 1000 + run)
      const w = world(definition, { amount: roll.below(11) })
      for (let step = 0; step < 30 && w.state().status === 'running'; step += 1) {
        w.wait('PT4H')
        const commands = possible(w, roll)
        const command = commands[roll.below(commands.length)]
        if (command !== undefined) sendOrRefuse(w, command)
      }
      bringToEnd(w, { state: w.empty, events: 0, created: 0, consumed: 0 })
      for (const row of w.events) if (row.type === 'node_entered') reached.add(row.nodeId ?? '')
    }
    // Errors are caught where something fails, and undone where a run is taken back: not in every run.
    const seldom = new Set(['boundary_event', 'error_end_event'])
    const handlers = new Set(definition.nodes.map((one) => one['compensation']))
    const behind = new Set(
      definition.nodes
        .filter((one) => seldom.has(one.type))
        .flatMap(({ id }) => [id, ...reach(definition, id)]),
    )
    const dead = definition.nodes.filter(
      (one) => !reached.has(one.id) && !behind.has(one.id) && !handlers.has(one.id),
    )
    expect({ seed, dead }).toEqual({ seed, dead: [] })
    expect(checkFlow(definition, { nodes }).filter((one) => one.code === 'FLOW_NODE_DEAD')).toEqual([])
  }
})

function reach(definition: ReturnType<typeof randomGraph>, from: string): readonly string[] {
  const next = definition.edges.filter((edge) => edge.source === from).map((edge) => edge.target)
  return [...next, ...next.flatMap((id) => reach(definition, id))]
}

it('invariant 5: a seeded defect is refused', () => {
  let refused = 0
  for (let seed = 1; refused < 40 && seed < 3000; seed += 1) {
    const roll = dice(seed)
    const definition = randomGraph(roll)
    const split = definition.nodes.find(
      (one) => one.type === 'exclusive_gateway' && one['default'] !== undefined,
    )
    const orphan = {
      ...definition,
      nodes: [...definition.nodes, { id: 'alone', type: 'script_task', values: { a: 1 } }],
    }
    expect(problemsOf(orphan).map((one) => one.code)).toContain('FLOW_NODE_DEAD')
    if (split === undefined) continue
    refused += 1
    const { default: fallback, ...bare } = split
    const nodes = definition.nodes.map((one) => (one.id === split.id ? bare : one))
    const edges = definition.edges.map((edge) =>
      edge.id === fallback ? { ...edge, condition: { '>': [{ var: 'amount' }, 99] } } : edge,
    )
    expect(problemsOf({ ...definition, nodes, edges }).map((one) => one.code)).toContain(
      'FLOW_DEFAULT_MISSING',
    )
    const at = definition.nodes.indexOf(split)
    const close = definition.nodes[at + 1]
    const retyped = definition.nodes.map((one) =>
      one === close ? { ...one, type: 'parallel_gateway' } : one,
    )
    expect(problemsOf({ ...definition, nodes: retyped }).map((one) => one.code)).toContain(
      'FLOW_JOIN_DEADLOCK',
    )
  }
  expect(refused).toBe(40)
})

it('invariant 13: an alarm rings once, never early, however long nobody looked', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const w = world(randomGraph(dice(seed)), { amount: 5 })
    const [timer] = w.state().timers
    if (timer === undefined) continue
    const early = w.state()
    w.send({ ...system, type: 'timerDue', key: timer.key })
    if (timer.at > w.ctx().now) expect(w.state()).toEqual(early)
    for (let day = 0; day < 9; day += 1) w.wait('P3D')
    w.send({ ...system, type: 'timerDue', key: timer.key })
    const rung = w.state()
    expect(rung.seq).toBeGreaterThan(early.seq)
    const again = w.send({ ...system, type: 'timerDue', key: timer.key })
    const stillSet = rung.timers.some((one) => one.key === timer.key && one.at <= w.ctx().now)
    if (!stillSet) expect(again.events).toEqual([])
  }
})

it('invariant 22: the preview writes nothing and takes the way of the real run', () => {
  let compared = 0
  for (let seed = 1; compared < 150 && seed < 2000; seed += 1) {
    const definition = randomGraph(dice(seed))
    const plain = definition.nodes.every(
      ({ type }) =>
        !['event_based_gateway', 'boundary_event', 'join_gateway', 'for_each', 'call_activity'].includes(
          type,
        ),
    )
    if (!plain) continue
    compared += 1
    const w = world(definition, { amount: 5 }, false)
    const preview = simulate(w.engine, { starter: 'sam', ctx: w.ctx() })
    expect(w.state().seq).toBe(0)
    const real = world(definition, { amount: 5 })
    const begun = real.events.filter((row) => row.type === 'node_entered').map((row) => row.nodeId)
    expect(preview.steps.slice(0, begun.length).map((step) => step.nodeId)).toEqual(begun)
  }
  expect(compared).toBe(150)
})

it('invariant 15: who was asked stays asked, whatever becomes of the organisation', () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const w = world(randomGraph(dice(seed)), { amount: 5 })
    const before = w.state().items.filter(isOpen)
    const { directory } = w.ctx()
    const moved: Directory = {
      ...directory,
      usersByRole: () => [],
      usersByDepartment: () => [],
      admins: () => [],
    }
    const command: FlowCommand = { type: 'recordChanged', commandId: 'x', actor: 'system' }
    const { instance } = advance(w.engine, w.state(), command, { ...w.ctx(), directory: moved })
    const after = new Map(instance.items.map((one) => [one.id, one]))
    for (const item of before) {
      const now = after.get(item.id)
      if (now !== undefined && isOpen(now)) expect(now.assignee).toBe(item.assignee)
    }
  }
})
