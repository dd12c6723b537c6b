import { expect, it } from 'vitest'
import { returnTargets } from '../engine/items.ts'
import { isOpen } from '../engine/state.ts'
import { dice, type Dice, randomGraph } from '../testing/random-graph.ts'
import { type World, world } from '../testing/world.ts'
import type { FlowInstance } from '../types.ts'
import { countFlow } from './count.ts'
import { deskMoments, visitChanges } from './facts.ts'
import { flowLog } from './log.ts'
import { runsWhere } from './runs-where.ts'
import type { CountBy, FlowFacts, RunFact, TaskFact, VisitFact } from './types.ts'
import { writeXes } from './xes.ts'

const hour = 3_600_000
type Moment = { readonly at: number; readonly state: FlowInstance }
type Told = { readonly id: string; readonly moments: readonly Moment[]; readonly world: World }

/** Has a run go its random way, looking at it after every command. */
function live(seed: number, id: string): Told {
  const roll = dice(seed)
  const w = world(randomGraph(roll), { amount: roll.below(10) }, false, { id })
  const moments: Moment[] = []
  const look = (): void => {
    moments.push({ at: Date.parse(w.ctx().now), state: w.state() })
  }
  const send = (command: Parameters<World['send']>[0]): void => {
    try {
      w.send(command)
    } catch {
      // What is refused has not happened.
    }
    look()
  }
  send({ type: 'start', actor: 'sam' })
  for (let step = 0; step < 12 && w.state().status === 'running'; step += 1) {
    w.wait(`PT${1 + roll.below(30)}H`)
    look()
    send(anything(w, roll))
  }
  return { id, moments, world: w }
}

function anything(w: World, roll: Dice): Parameters<World['send']>[0] {
  const state = w.state()
  const [timer] = state.timers
  const items = state.items.filter((item) => item.state === 'active' && isOpen(item))
  if (items.length === 0 || roll.below(8) === 0)
    return timer === undefined
      ? { type: 'recordChanged', actor: 'system' }
      : { type: 'timerDue', actor: 'system', key: timer.key }
  const item = items[roll.below(items.length)]
  if (item === undefined) return { type: 'recordChanged', actor: 'system' }
  const by = { actor: item.assignee, itemId: item.id }
  const target = returnTargets(w.engine, state, item.id)[0]
  return roll.one([
    { ...by, type: 'approve' as const },
    { ...by, type: 'approve' as const },
    { ...by, type: 'markRead' as const },
    { ...by, type: 'markRead' as const },
    { ...by, type: 'claim' as const },
    { ...by, type: 'reject' as const },
    { ...by, type: 'transfer' as const, to: 'fay' },
    { ...by, type: 'addSign' as const, kind: 'before' as const, to: ['bob'] },
    { ...by, type: 'takeBack' as const },
    ...(target === undefined ? [] : [{ ...by, type: 'return' as const, target }]),
    ...(item.kind === 'resubmit' ? [{ ...by, type: 'resubmit' as const }] : []),
  ])
}

/** Facts the way the platform gathers them: command by command. */
function factsOf(told: readonly Told[], deadline: (token: string) => number | null): FlowFacts {
  const all = { runs: [] as RunFact[], visits: [] as VisitFact[], tasks: [] as TaskFact[] }
  for (const { id, world: w } of told) {
    const state = w.state()
    const visits = new Map<string, VisitFact>()
    const held = new Map<string, number[]>()
    let before: Pick<FlowInstance, 'items'> = { items: [] }
    for (const rows of commandsOf(w)) {
      for (const { tokenId, nodeId, round, enteredAt, leftAt, how } of visitChanges(rows)) {
        const known = visits.get(tokenId)
        if (known === undefined && enteredAt === null) continue
        visits.set(tokenId, {
          runId: id,
          tokenId,
          nodeId: known?.nodeId ?? nodeId,
          round: known?.round ?? round,
          enteredAt: known?.enteredAt ?? Date.parse(enteredAt ?? ''),
          leftAt: leftAt === null ? (known?.leftAt ?? null) : Date.parse(leftAt),
          how: how ?? known?.how ?? null,
          deadline: deadline(tokenId),
        })
      }
      for (const [item, moments] of deskMoments(before, rows))
        held.set(item, [...(held.get(item) ?? []), ...moments.map((at) => Date.parse(at))])
      before = { items: itemsAfter(before, rows) }
    }
    all.visits.push(...visits.values())
    all.runs.push({
      id,
      version: 'v1',
      status: state.status,
      startedAt: Date.parse(state.startedAt),
      endedAt: state.endedAt === null ? null : Date.parse(state.endedAt),
    })
    for (const item of state.items)
      all.tasks.push({
        id: `${id} ${item.id}`,
        runId: id,
        tokenId: item.tokenId,
        nodeId: item.nodeId,
        person: item.decidedBy ?? item.assignee,
        kind: item.kind,
        state: item.state,
        readAt: item.readAt === undefined ? null : Date.parse(item.readAt),
        decidedAt: item.decidedAt === null ? null : Date.parse(item.decidedAt),
        held: held.get(item.id) ?? [],
      })
  }
  return all
}

/** Events by the moment they happened: each moment had one command. */
function commandsOf({ events }: World): readonly World['events'][] {
  return [...Map.groupBy(events, ({ at }) => at).values()]
}

function itemsAfter(before: Pick<FlowInstance, 'items'>, rows: World['events']): FlowInstance['items'] {
  const items = new Map(before.items.map((item) => [item.id, item]))
  for (const { data } of rows) {
    const item = data['item'] as FlowInstance['items'][number] | undefined
    if (item !== undefined) items.set(item.id, item)
  }
  return [...items.values()]
}

const now = Date.parse('2026-06-01T00:00:00.000Z')
/** Working time: from 9 to 17, every day; counted hour by hour. */
const working = (at: number): boolean => at % (24 * hour) >= 9 * hour && at % (24 * hour) < 17 * hour
const by: CountBy = {
  now,
  work: (from, to) => {
    const day = 24 * hour
    const until = (at: number): number =>
      Math.floor(at / day) * 8 * hour + Math.min(8 * hour, Math.max(0, (at % day) - 9 * hour))
    return until(to) - until(from)
  },
  weekOf: (at) =>
    new Date(at - ((Math.floor(at / (24 * hour)) + 3) % 7) * 24 * hour).toISOString().slice(0, 10),
}

/** Of some numbers the one below which a share of them lies, by counting. */
function quantile(numbers: readonly number[], share: number): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const weights = sorted.map((value, at) => value * Math.max(0, 1 - Math.abs(place - at)))
  return weights.reduce((sum, one) => sum + one, 0)
}

function expectSpread(
  spread: {
    readonly count: number
    readonly mean: number | null
    readonly median: number | null
    readonly p90: number | null
  },
  numbers: readonly number[],
): void {
  expect(spread.count).toBe(numbers.length)
  const mean = numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
  for (const [said, meant] of [
    [spread.mean, mean],
    [spread.median, quantile(numbers, 0.5)],
    [spread.p90, quantile(numbers, 0.9)],
  ] as const)
    if (meant === null) expect(said).toBeNull()
    else expect(said).toBeCloseTo(meant, 3)
}

/** How long something held, seen by looking at every moment; hours in `work` count only from 9 to 17. */
function timeWhile(
  moments: readonly Moment[],
  holds: (state: FlowInstance) => boolean,
  work: boolean,
  from = 0,
): number {
  let sum = 0
  for (const [index, { at, state }] of moments.entries()) {
    const next = moments[index + 1]?.at ?? now
    if (!holds(state)) continue
    for (let clock = Math.max(at, from); clock < next; clock += hour) if (!work || working(clock)) sum += hour
  }
  return sum
}

const doneStates = ['approved', 'rejected', 'returned', 'transferred', 'timedOut']

it('figures of random runs are what looking at every moment of them finds', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const told = [0, 1, 2].map((at) => live(seed * 10 + at, `r${at}`))
    const deadline = (token: string): number | null =>
      token.length % 2 === 0 ? Date.parse('2026-03-03T12:00:00.000Z') : null
    const facts = factsOf(told, deadline)
    const figures = countFlow(facts, by)
    const tasks = told.flatMap(({ id, moments, world: w }) =>
      w
        .state()
        .items.filter(({ kind }) => kind !== 'read')
        .map((item) => {
          const on = (state: FlowInstance): boolean =>
            state.items.some((one) => one.id === item.id && one.state === 'active')
          const came = moments.find(({ state }) => on(state))?.at
          const seen = item.readAt === undefined ? Infinity : Date.parse(item.readAt)
          const length = (work: boolean): number => timeWhile(moments, on, work)
          const handled = (work: boolean): number => timeWhile(moments, on, work, seen)
          const last = moments.findLastIndex(({ state }) => on(state))
          const left = moments[last + 1]?.at ?? now
          const done = came !== undefined && doneStates.includes(item.state)
          return { run: id, item, came, left, done, length, handled, open: isOpen(item) }
        }),
    )
    const done = tasks.filter((one) => one.done)
    expect(figures.tasks.done, `seed ${seed}`).toBe(done.length)
    expect(figures.tasks.open).toBe(tasks.filter(({ open }) => open).length)
    for (const [lengths, work] of [
      ['work', true],
      ['wall', false],
    ] as const) {
      expectSpread(
        figures.tasks.desk[lengths],
        done.map(({ length }) => length(work)),
      )
      expectSpread(
        figures.tasks.handling[lengths],
        done.map(({ handled }) => handled(work)),
      )
      expectSpread(
        figures.tasks.waiting[lengths],
        done.map(({ length, handled }) => length(work) - handled(work)),
      )
    }
    const promised = tasks.flatMap(({ item, came, left, done: through, open }) => {
      const due = deadline(item.tokenId)
      return due === null || came === undefined || came > due || !(through || open) ? [] : [left > due]
    })
    expect(figures.tasks.overdue).toEqual({ count: promised.filter(Boolean).length, of: promised.length })
    for (const { person, tasks: theirs } of figures.people) {
      const own = done.filter(({ item }) => (item.decidedBy ?? item.assignee) === person)
      expectSpread(
        theirs.desk.wall,
        own.map(({ length }) => length(false)),
      )
    }
    for (const node of figures.nodes) {
      const entered = told.flatMap(({ id, moments, world: w }) =>
        w.events
          .filter(
            ({ type, nodeId, data }) =>
              type === 'node_entered' && nodeId === node.nodeId && data['tokenId'] !== undefined,
          )
          .map(({ data, at }) => ({ id, moments, token: String(data['tokenId']), at: Date.parse(at) })),
      )
      const stays = new Map(entered.map((one) => [`${one.id} ${one.token}`, one]))
      const lives = [...stays.values()].map(({ moments, token, at }) => {
        const here = (state: FlowInstance): boolean => state.tokens.some(({ id }) => id === token)
        const first = moments.findIndex(({ state }) => here(state))
        if (first < 0) return { from: at, to: at }
        const end = moments.slice(first).find(({ state }) => !here(state))
        return { from: at, to: end?.at ?? null }
      })
      const again = facts.visits.filter(({ nodeId }) => nodeId === node.nodeId).length - lives.length
      // A decision that is taken back stays at its step a second time.
      expect(again).toBe(
        told
          .flatMap(({ world: w }) => w.events)
          .filter(({ type, nodeId }) => type === 'decision_taken_back' && nodeId === node.nodeId).length,
      )
      expect(node.open).toBe(
        told.flatMap(({ id: runId, world: w }) =>
          w
            .state()
            .tokens.filter(
              ({ nodeId, id }) =>
                nodeId === node.nodeId &&
                facts.visits.some((one) => one.tokenId === id && one.runId === runId),
            ),
        ).length,
      )
      if (again > 0) continue
      const ends = facts.visits.filter(({ nodeId }) => nodeId === node.nodeId)
      expect(ends.map(({ enteredAt, leftAt }) => `${enteredAt} ${leftAt}`).toSorted()).toEqual(
        lives.map(({ from, to }) => `${from} ${to}`).toSorted(),
      )
      expect(node.came).toBe(lives.length)
    }
    const over = told.filter(({ world: w }) => w.state().status !== 'running')
    expect(figures.running).toBe(told.length - over.length)
    const running = ({ status }: FlowInstance): boolean => status === 'running'
    expectSpread(
      figures.run.wall,
      over.map(({ moments }) => timeWhile(moments, running, false)),
    )
    expect(figures.returned.count).toBe(
      told.filter(({ world: w }) => w.events.some(({ type }) => type === 'item_returned')).length,
    )
    expect(figures.rejected.count).toBe(over.filter(({ world: w }) => w.state().status === 'rejected').length)
  }
})

it('the runs behind a figure are those that it counts', () => {
  const told = [0, 1, 2, 3, 4].map((at) => live(900 + at, `r${at}`))
  const facts = factsOf(told, () => Date.parse('2026-03-03T00:00:00.000Z'))
  const figures = countFlow(facts, by)
  expect(runsWhere(facts, {}, by).size).toBe(figures.runs)
  expect(runsWhere(facts, { only: 'ended' }, by).size).toBe(figures.runs - figures.running)
  expect(runsWhere(facts, { only: 'returned' }, by).size).toBe(figures.returned.count)
  expect(runsWhere(facts, { only: 'rejected' }, by).size).toBe(figures.rejected.count)
  for (const { nodeId, returned, open } of figures.nodes) {
    expect(runsWhere(facts, { node: nodeId, only: 'returned' }, by).size > 0).toBe(returned.count > 0)
    expect(runsWhere(facts, { node: nodeId, only: 'open' }, by).size > 0).toBe(open > 0)
  }
  for (const { person, tasks } of figures.people)
    expect(runsWhere(facts, { person, only: 'overdue' }, by).size > 0).toBe(tasks.overdue.count > 0)
})

it('the log has a trace for each run, in the order of time, and hides people who are not to be seen', () => {
  const told = [live(31, 'r<1>'), live(32, 'r2')]
  const facts = factsOf(told, () => null)
  const lines = flowLog(facts)
  for (const run of facts.runs) {
    const own = lines.filter(({ runId }) => runId === run.id).map(({ at }) => at)
    expect(own).toEqual(own.toSorted((a, b) => a - b))
  }
  const names = { flow: 'A & "B"', run: (id: string) => id, node: (id: string) => id }
  const text = [
    ...writeXes({ runs: facts.runs, lines }, { ...names, person: (id) => (id === 'ann' ? undefined : id) }),
  ].join('')
  expect(text.match(/<trace>/g)).toHaveLength(2)
  expect(text.match(/<event>/g)).toHaveLength(lines.length)
  expect(text).toContain('value="A &amp; &quot;B&quot;"')
  expect(text).toContain('value="r&lt;1&gt;"')
  expect(text).not.toContain('"ann"')
})
