import { extensionList } from '@mortise/schema'
import { describe, expect, it } from 'vitest'
import { builtinNodes } from '../nodes/index.ts'
import { choice, end, flow, people, start } from '../testing/builders.ts'
import { type Dice, dice, randomGraph } from '../testing/random-graph.ts'
import { type World, world } from '../testing/world.ts'
import type { FlowCommand } from '../types.ts'
import { coverageOf, seenIn } from './coverage.ts'
import { type Frame, framesOf } from './frames.ts'
import { type Move, movesAt, usualCommand } from './moves.ts'

type Command = Parameters<World['send']>[0]

/** Random graphs in the usual run. */
const graphs = Number(process.env['MORTISE_TRIAL_GRAPHS'] ?? 300)

/** What choosing a move asks of the engine. */
function chosen(move: Move, roll: Dice): Command {
  const system = { actor: 'system' } as const
  if (move.type === 'hear') return { ...system, type: 'messageArrived', key: move.key, data: null }
  if (move.type === 'ring') return { ...system, type: 'timerDue', key: move.key }
  if (move.type === 'mend') return { ...system, type: 'skipIncident', incidentId: move.incidentId }
  const by = { actor: move.person, itemId: move.itemId, comment: '-', signature: '-', attachments: ['-'] }
  const target = roll.below(6) === 0 ? move.returnTo[0] : undefined
  if (target !== undefined) return { ...by, type: 'return', target }
  const type = move.commands[roll.below(move.commands.length)] as FlowCommand['type']
  return { ...by, type }
}

/** Goes through a flow as somebody who tries it: only by what is offered. Gives what was chosen, when. */
function tried(w: World, roll: Dice): readonly { readonly wait: number; readonly command: Command }[] {
  const script: { wait: number; command: Command }[] = []
  for (let step = 0; step < 12 && w.state().status === 'running'; step += 1) {
    const moves = movesAt(w.engine, w.state())
    const move = moves[roll.below(moves.length)]
    const wait = roll.below(3)
    if (move === undefined) break
    const command = chosen(move, roll)
    w.wait(`P${wait}D`)
    w.send(command)
    script.push({ wait, command })
  }
  return script
}

const path = (frames: readonly Frame[]): readonly unknown[] =>
  frames.map(({ nodeId, edges, standing, status }) => [nodeId, edges, standing, status])

it(`${graphs} random graphs: a simulated run takes the way of the real one, whatever is decided`, () => {
  let decisions = 0
  for (let seed = 1; seed <= graphs; seed += 1) {
    const roll = dice(seed)
    const definition = randomGraph(roll)
    const amount = roll.below(10)
    const simulated = world(definition, { amount })
    // Every move that is offered is taken by the engine: none of these throws.
    const script = tried(simulated, roll)
    const real = world(definition, { amount })
    for (const { wait, command } of script) {
      real.wait(`P${wait}D`)
      real.send(command)
    }
    decisions += script.length
    const frames = framesOf(simulated.empty, simulated.events)
    expect({ seed, path: path(frames) }).toEqual({ seed, path: path(framesOf(real.empty, real.events)) })
    expect(simulated.state()).toEqual(real.state())
    // What is drawn at the end is where the run stands.
    const standing = [...new Set(real.state().tokens.map(({ nodeId }) => nodeId))]
    expect(frames.at(-1)?.standing).toEqual(standing)
    const entered = real.events.filter(({ type }) => type === 'node_entered').map(({ nodeId }) => nodeId)
    expect(frames.filter((one) => one.nodeId !== null && !one.skipped).map((one) => one.nodeId)).toEqual(
      entered,
    )
  }
  console.log(`flow simulations: ${graphs} graphs, ${decisions} decisions`)
})

describe('what runs have come by', () => {
  const nodes = extensionList(builtinNodes)
  const decided = flow(
    start(),
    choice(
      'size',
      { when: { '>': [{ var: 'amount' }, 5] }, steps: [people('large', ['mia'])] },
      { steps: [people('small', ['bob'])] },
    ),
    end(),
  )
  const run = (amount: number): readonly Frame[] => {
    const w = world(decided, { amount })
    for (let at = 0; at < 9 && w.state().status === 'running'; at += 1) {
      const next = usualCommand(w.engine, w.state(), `c${at}`)
      if (next !== undefined) w.send(next.command)
    }
    return framesOf(w.empty, w.events)
  }

  it('counts steps and branches, and names those no run came by', () => {
    const large = coverageOf(decided, seenIn([run(8)]), nodes)
    expect(large.unseenNodes).toEqual(['small'])
    expect(large.branches).toEqual({ seen: 1, all: 2 })
    expect(large.percent).toBe(60)
  })

  it('adds up over several runs', () => {
    const both = coverageOf(decided, seenIn([run(8), run(2)]), nodes)
    expect([both.percent, both.unseenNodes, both.unseenBranches]).toEqual([100, [], []])
  })

  it('has nothing to say of a flow nobody tried', () => {
    expect(coverageOf(decided, seenIn([]), nodes)).toMatchObject({ percent: 0, nodes: { seen: 0, all: 3 } })
  })
})
