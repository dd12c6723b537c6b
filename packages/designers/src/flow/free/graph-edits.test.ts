import { builtinNodes } from '@mortise/flows'
import { extensionList, type FlowDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { boxesOf } from './drawing.ts'
import { addNode, connect, drop, mayConnect, placeNodes, tidied } from './graph-edits.ts'

const nodes = extensionList(builtinNodes)
const flow: FlowDocument = {
  key: 'f',
  label: 'F',
  entity: 'quote',
  start: { type: 'manual' },
  nodes: [
    { id: 's', type: 'start_event' },
    { id: 'a', type: 'user_task' },
    { id: 'b', type: 'boundary_event', attachedTo: 'a' },
    { id: 'room', type: 'sub_process' },
    { id: 'in', type: 'cc_task', parent: 'room' },
    { id: 'end', type: 'end_event' },
  ],
  edges: [
    { id: 'e1', source: 's', target: 'a' },
    { id: 'e2', source: 'a', target: 'room' },
    { id: 'e3', source: 'room', target: 'end' },
    { id: 'e4', source: 'b', target: 'end' },
  ],
}

it('draws lines where they may lead: back, but through no border and into no start', () => {
  expect(connect(flow, { source: 'room', target: 'a', outcome: 'rejected' }, nodes).edges.at(-1)).toEqual({
    id: 'e_1',
    source: 'room',
    target: 'a',
    outcome: 'rejected',
  })
  for (const [from, to] of [
    ['a', 's'],
    ['end', 'a'],
    ['a', 'in'],
    ['a', 'b'],
    ['a', 'a'],
  ] as const)
    expect(mayConnect(flow, from, to, nodes)).toBe(false)
  expect(connect(flow, { source: 's', target: 'a' }, nodes)).toBe(flow)
})

it('takes away what is chosen with all that hangs on it, the start excepted', () => {
  const left = drop(flow, { nodes: ['s', 'a', 'room'], edges: [] }, nodes)
  expect(left.nodes.map(({ id }) => id)).toEqual(['s', 'end'])
  expect(left.edges).toEqual([])
})

it('keeps places people gave; what stands on a node goes with it, and rooms grow', () => {
  const moved = placeNodes(
    flow,
    new Map([
      ['a', { x: 500, y: 40 }],
      ['in', { x: 400, y: 60 }],
    ]),
  )
  const boxes = boxesOf(moved, nodes)
  expect(boxes.get('a')).toMatchObject({ x: 500, y: 40 })
  expect(boxes.get('b')?.x).toBeGreaterThan(600)
  expect(boxes.get('room')?.width).toBeGreaterThan(600)
  const type = nodes.find('delay')
  const more = type === undefined ? moved : addNode(moved, type, { at: { x: 1, y: 2 }, parent: 'room' })
  expect(more.nodes.at(-1)).toMatchObject({ id: 'delay_1', parent: 'room' })
  expect(boxesOf(tidied(more), nodes).get('a')?.x).toBeLessThan(500)
})
