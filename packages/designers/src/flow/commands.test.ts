import { builtinNodes, checkFlow } from '@mortise/flows'
import { extensionList, type FlowDocument } from '@mortise/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commit, createHistory, redo, undo } from '../kit/history.ts'
import { addBranch, branchEdges, isDeciding, makeDefault, moveBranch, removeBranch } from './branches.ts'
import {
  attachEvent,
  canRemove,
  editNode,
  endLine,
  insertBlock,
  mayEnd,
  moveBlock,
  removeNode,
  setOutcome,
} from './commands.ts'
import { blockOf, isJoin } from './graph.ts'
import { isSideEdge, lineAt, lineInto, outlineOf, placesOf } from './outline.ts'
import { branchName, startBlock, startEnd } from './start-node.ts'

const nodes = extensionList(builtinNodes)
const fresh: FlowDocument = {
  key: 'f',
  label: 'F',
  entity: 'quote',
  start: { type: 'manual' },
  nodes: [
    { id: 'start', type: 'start_event' },
    { id: 'end', type: 'end_event' },
  ],
  edges: [{ id: 'e1', source: 'start', target: 'end' }],
}

const sorted = (flow: Pick<FlowDocument, 'nodes' | 'edges'>) => ({
  nodes: flow.nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  edges: flow.edges.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
})
const add = (flow: FlowDocument, line: readonly string[], type: string): FlowDocument => {
  const found = nodes.find(type)
  return found === undefined
    ? flow
    : insertBlock(flow, line, { block: startBlock(flow, found, nodes), nodes })
}
const ids = (flow: FlowDocument) => outlineOf(flow, nodes).main.map((card) => card.node.id)

/** Every line of the cards, as the canvas offers them. */
function lines(flow: FlowDocument): readonly (readonly string[])[] {
  const outline = outlineOf(flow, nodes)
  const places = [...placesOf(outline).values()]
  const above = places.map((place) => lineAt(place.cards, place.index, place))
  const below = places.map((place) => lineAt(place.cards, place.cards.length, place))
  const rooms = [...outline.rooms.keys()].map(lineInto)
  const empty = places.flatMap(({ cards, index }) =>
    (cards[index]?.branches ?? []).filter((one) => one.cards.length === 0).map((one) => [one.edge.id]),
  )
  return [...above, ...below, ...rooms, ...empty].filter((line) => line.length > 0)
}

type Edit = (flow: FlowDocument, pick: <T>(list: readonly T[]) => T | undefined) => FlowDocument

const anyNode = (flow: FlowDocument): readonly string[] => flow.nodes.map((node) => node.id)
const branching = (flow: FlowDocument): readonly string[] =>
  flow.nodes
    .filter(
      (node) =>
        nodes.find(node.type)?.branching === true &&
        flow.edges.filter((e) => e.source === node.id).length > 1,
    )
    .map((node) => node.id)
const branchesOf = (flow: FlowDocument): readonly string[] =>
  branching(flow).flatMap((gate) => branchEdges(flow, gate, nodes).map((edge) => edge.id))
const addable = builtinNodes
  .filter((type) => type.role === undefined && type.attaches !== true)
  .map(({ type }) => type)

const edits: readonly Edit[] = [
  (flow, pick) =>
    flow.nodes.length > 40
      ? removeNode(flow, pick(anyNode(flow)) ?? '', nodes)
      : add(flow, pick(lines(flow)) ?? [], pick(addable) ?? ''),
  (flow, pick) => add(flow, pick(lines(flow)) ?? [], pick(['exclusive_gateway', 'parallel_gateway']) ?? ''),
  (flow, pick) => removeNode(flow, pick(anyNode(flow)) ?? '', nodes),
  (flow, pick) => moveBlock(flow, pick(anyNode(flow)) ?? '', { line: pick(lines(flow)) ?? [], nodes }),
  (flow, pick) => {
    const block = blockOf(flow, pick(anyNode(flow)) ?? '', nodes)
    return block === undefined || flow.nodes.length > 60
      ? flow
      : insertBlock(flow, pick(lines(flow)) ?? [], { block, nodes })
  },
  (flow, pick) =>
    addBranch(flow, pick(branching(flow)) ?? '', {
      name: branchName(9, true),
      end: startEnd(flow, nodes),
      nodes,
    }),
  (flow, pick) => removeBranch(flow, pick(branchesOf(flow)) ?? '', nodes),
  (flow, pick) => moveBranch(flow, pick(branchesOf(flow)) ?? '', { by: pick([1, -1]) ?? 1, nodes }),
  (flow, pick) => {
    const gates = branching(flow).filter((id) =>
      isDeciding(
        flow.nodes.find((node) => node.id === id),
        nodes,
      ),
    )
    const edge = pick(branchEdges(flow, pick(gates) ?? '', nodes))
    return edge === undefined ? flow : makeDefault(flow, edge.id, nodes)
  },
  (flow, pick) => {
    const line = pick(lines(flow)) ?? []
    return mayEnd(flow, line, nodes) ? endLine(flow, line, { end: startEnd(flow, nodes), nodes }) : flow
  },
  (flow, pick) => editNode(flow, pick(anyNode(flow)) ?? '', { name: 'x' }),
  (flow, pick) => {
    const hosts =
      flow.nodes.length > 40 ? [] : flow.nodes.filter((node) => nodes.find(node.type)?.activity === true)
    return attachEvent(flow, pick(hosts)?.id ?? '', {
      event: { id: '', type: 'boundary_event', event: { error: {} } },
      end: startEnd(flow, nodes),
    })
  },
]

/** Every card stands in one place, and what is on an edge hangs on a card. */
function drawn(flow: FlowDocument): readonly string[] {
  const outline = outlineOf(flow, nodes)
  return [
    ...placesOf(outline).keys(),
    ...[...outline.attached.values()].flat().map(({ id }) => id),
  ].toSorted()
}

describe('random edits', () => {
  it('keep a flow of blocks, and can all be taken back', () => {
    const step = fc.record({ edit: fc.nat(), picks: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 500, size: 'max' }), (steps) => {
        let history = createHistory(fresh)
        for (const { edit, picks } of steps) {
          let at = 0
          const pick = <T>(list: readonly T[]): T | undefined =>
            list[(picks[at++ % 4] ?? 0) % Math.max(list.length, 1)]
          const next = edits[edit % edits.length]?.(history.present, pick) ?? history.present
          const outline = outlineOf(next, nodes)
          expect(drawn(next)).toEqual(next.nodes.map(({ id }) => id).toSorted())
          // Only ways of events leave the blocks, and none crosses the border of a room.
          expect(outline.jumps.filter((edge) => !isSideEdge(next, edge, nodes))).toEqual([])
          const wrong = checkFlow(next, { nodes }).filter((one) =>
            [
              'FLOW_EDGE_LOOSE',
              'FLOW_ID_TWICE',
              'FLOW_NODE_DEAD',
              'FLOW_NO_END',
              'FLOW_START',
              'FLOW_DEFAULT_UNKNOWN',
              'FLOW_DEFAULT_MISSING',
              'FLOW_EDGE_CROSSES',
              'FLOW_SCOPE_ENTRY',
              'FLOW_BOUNDARY_EDGE',
            ].includes(one.code),
          )
          expect(wrong).toEqual([])
          history = commit(history, next, { label: 'edit' })
        }
        const end = history.present
        const count = history.past.length
        for (let n = 0; n < count; n++) history = undo(history)
        expect(history.present).toBe(fresh)
        for (let n = 0; n < count; n++) history = redo(history)
        expect(history.present).toBe(end)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })
})

describe('cards', () => {
  const one = add(fresh, ['e1'], 'user_task')
  const gate = add(one, ['e1'], 'exclusive_gateway')

  it('go into the line under the plus, with what the line asked kept above them', () => {
    expect(ids(one)).toEqual(['start', 'user_task_1', 'end'])
    const [first] = branchEdges(gate, 'exclusive_gateway_1', nodes)
    const inside = add(gate, [first?.id ?? ''], 'cc_task')
    const [still] = branchEdges(inside, 'exclusive_gateway_1', nodes)
    expect(still).toMatchObject({ id: first?.id, target: 'cc_task_1', priority: 1 })
  })

  it('begin with two branches, the second of them the default', () => {
    const branches = branchEdges(gate, 'exclusive_gateway_1', nodes)
    expect(branches.map((edge) => edge.priority)).toEqual([1, 2])
    expect(gate.nodes.find((node) => node.id === 'exclusive_gateway_1')?.['default']).toBe(branches[1]?.id)
    expect(isJoin(gate, 'exclusive_gateway_2', nodes)).toBe(true)
  })

  it('keep the default branch last when one is added, and when its own is taken away', () => {
    const three = addBranch(gate, 'exclusive_gateway_1', { name: 'two', end: startEnd(gate, nodes), nodes })
    const order = branchEdges(three, 'exclusive_gateway_1', nodes)
    expect(order.map((edge) => edge.name)).toEqual([
      branchName(1, true),
      'two',
      { zh: '其他情况', en: 'Otherwise' },
    ])
    const less = removeBranch(three, order[2]?.id ?? '', nodes)
    expect(less.nodes.find((node) => node.id === 'exclusive_gateway_1')?.['default']).toBe(order[1]?.id)
  })

  it('stay when the branching around them goes', () => {
    const [first, second] = branchEdges(gate, 'exclusive_gateway_1', nodes)
    const inside = add(gate, [first?.id ?? ''], 'cc_task')
    expect(ids(removeBranch(inside, second?.id ?? '', nodes))).toEqual([
      'start',
      'cc_task_1',
      'user_task_1',
      'end',
    ])
    expect(ids(removeNode(inside, 'exclusive_gateway_1', nodes))).toEqual(['start', 'user_task_1', 'end'])
  })

  it('move with all that is in them', () => {
    const moved = moveBlock(gate, 'user_task_1', {
      line: [branchEdges(gate, 'exclusive_gateway_1', nodes)[1]?.id ?? ''],
      nodes,
    })
    expect(ids(moved)).toEqual(['start', 'exclusive_gateway_1', 'exclusive_gateway_2', 'end'])
    const down = moveBlock(gate, 'exclusive_gateway_1', {
      line: [gate.edges.find((edge) => edge.target === 'end')?.id ?? ''],
      nodes,
    })
    expect(ids(down)).toEqual(['start', 'user_task_1', 'exclusive_gateway_1', 'exclusive_gateway_2', 'end'])
  })

  it('can’t be taken out where the flow would have no start or no end', () => {
    expect(canRemove(one, 'start', nodes)).toBe(false)
    expect(canRemove(one, 'end', nodes)).toBe(false)
  })
})

describe('what a rejection leads to', () => {
  const one = add(add(fresh, ['e1'], 'user_task'), ['e1'], 'user_task')

  it('stands beside the main way, and two may share it', () => {
    const first = setOutcome(one, {
      node: 'user_task_1',
      outcome: 'rejected',
      to: startEnd(one, nodes),
      nodes,
    })
    const both = setOutcome(first, { node: 'user_task_2', outcome: 'rejected', to: 'end_event_1', nodes })
    const outline = outlineOf(both, nodes)
    expect(outline.main.map((card) => card.node.id)).toEqual(['start', 'user_task_2', 'user_task_1', 'end'])
    expect(outline.lanes.map((lane) => lane.head)).toEqual(['end_event_1'])
    expect(outline.jumps.map((edge) => edge.source)).toEqual(['user_task_1', 'user_task_2'])
  })

  it('goes when nobody is led there any more', () => {
    const first = setOutcome(one, {
      node: 'user_task_1',
      outcome: 'rejected',
      to: startEnd(one, nodes),
      nodes,
    })
    expect(
      setOutcome(first, { node: 'user_task_1', outcome: 'rejected', to: undefined, nodes }).nodes,
    ).toEqual(one.nodes)
    expect(sorted(removeNode(first, 'end_event_1', nodes))).toEqual(sorted(one))
  })

  it('is drawn even where ways lead back', () => {
    const back = { ...one, edges: [...one.edges, { id: 'b', source: 'user_task_1', target: 'user_task_2' }] }
    const outline = outlineOf(back, nodes)
    expect(outline.main.map((card) => card.node.id)).toEqual(['start', 'user_task_2', 'user_task_1', 'end'])
    expect(outline.jumps.map((edge) => edge.id)).toEqual(['b'])
  })
})

describe('steps inside of others', () => {
  const room = add(fresh, ['e1'], 'sub_process')
  const one = add(room, lineInto('sub_process_1'), 'user_task')
  const inside = (flow: FlowDocument): readonly string[] =>
    (outlineOf(flow, nodes).rooms.get('sub_process_1')?.main ?? []).map(({ node }) => node.id)
  const last = (flow: FlowDocument): readonly string[] => [`below ${inside(flow).at(-1)}`]

  it('lie in it, above and below the first, and end where an end is put', () => {
    expect(one.nodes.find(({ id }) => id === 'user_task_1')?.parent).toBe('sub_process_1')
    const more = add(add(one, last(one), 'cc_task'), lineInto('sub_process_1'), 'parallel_gateway')
    expect(inside(more)).toEqual(['parallel_gateway_1', 'parallel_gateway_2', 'user_task_1', 'cc_task_1'])
    expect(mayEnd(more, last(more), nodes)).toBe(true)
    const ended = endLine(more, last(more), { end: startEnd(more, nodes), nodes })
    expect(inside(ended).at(-1)).toBe('end_event_1')
    expect(removeNode(ended, 'end_event_1', nodes).nodes).toHaveLength(more.nodes.length)
    expect(ids(ended)).toEqual(['start', 'sub_process_1', 'end'])
  })

  it('move out of it and back, and go with it', () => {
    const out = moveBlock(one, 'user_task_1', { line: ['e1'], nodes })
    expect(ids(out)).toEqual(['start', 'user_task_1', 'sub_process_1', 'end'])
    expect(out.nodes.find(({ id }) => id === 'user_task_1')?.parent).toBeUndefined()
    const back = moveBlock(out, 'user_task_1', { line: lineInto('sub_process_1'), nodes })
    expect(sorted(back)).toEqual(sorted(one))
    expect(moveBlock(one, 'sub_process_1', { line: lineInto('sub_process_1'), nodes })).toBe(one)
    expect(ids(removeNode(one, 'sub_process_1', nodes))).toEqual(['start', 'end'])
    const block = blockOf(one, 'sub_process_1', nodes)
    const twice = block === undefined ? one : insertBlock(one, ['e1'], { block, nodes })
    expect(twice.nodes.filter(({ type }) => type === 'user_task').map(({ parent }) => parent)).toEqual([
      'sub_process_1',
      'sub_process_2',
    ])
  })

  it('and events on the edge of one stand by it and go with it', () => {
    const event = { id: '', type: 'boundary_event', event: { timer: { duration: 'P1D' } } }
    const on = attachEvent(one, 'user_task_1', { event, end: startEnd(one, nodes) })
    expect(
      outlineOf(on, nodes)
        .attached.get('user_task_1')
        ?.map(({ id }) => id),
    ).toEqual(['boundary_event_1'])
    expect(on.nodes.find(({ id }) => id === 'end_event_1')?.parent).toBe('sub_process_1')
    // What leads out of its room would cross its border.
    expect(moveBlock(on, 'user_task_1', { line: ['e1'], nodes })).toBe(on)
    expect(removeNode(on, 'user_task_1', nodes).nodes).toHaveLength(room.nodes.length)
    expect(sorted(removeNode(on, 'boundary_event_1', nodes))).toEqual(sorted(one))
  })

  it('a choice between events begins with two of them, and a partial join comes with its branches', () => {
    const events = add(fresh, ['e1'], 'event_based_gateway')
    expect(branchEdges(events, 'event_based_gateway_1', nodes).map(({ target }) => target)).toEqual([
      'receive_task_1',
      'delay_1',
    ])
    expect(checkFlow(events, { nodes }).filter(({ code }) => code !== 'FLOW_SETTING')).toEqual([])
    const partial = add(fresh, ['e1'], 'join_gateway')
    expect(ids(partial)).toEqual(['start', 'parallel_gateway_1', 'join_gateway_1', 'end'])
    expect(isJoin(partial, 'join_gateway_1', nodes)).toBe(true)
  })
})
