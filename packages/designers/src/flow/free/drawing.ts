import { arrange, type Box, type Drawing } from '@mortise/flows'
import type { FlowDocument } from '@mortise/schema'
import type { Nodes } from '../outline.ts'
import { placesIn } from './graph-edits.ts'

function drawingOf(nodes: Nodes): Drawing {
  return {
    size: ({ type: name }) => {
      const type = nodes.find(name)
      if (type?.attaches === true) return { width: 28, height: 28 }
      if (type?.branching === true || type?.join === 'some') return { width: 132, height: 36 }
      return type?.role === 'end' ? { width: 132, height: 44 } : { width: 200, height: 68 }
    },
    gap: { width: 48, height: 56 },
    pad: { side: 24, top: 60 },
  }
}

/** Where every node is drawn: where people put it, else arranged. A node around others is as large as those ask. */
export function boxesOf(flow: FlowDocument, nodes: Nodes): ReadonlyMap<string, Box> {
  const drawing = drawingOf(nodes)
  const arranged = arrange(flow, drawing)
  const given = placesIn(flow)
  const placed = new Map([...arranged].map(([id, box]): [string, Box] => [id, { ...box, ...given.get(id) }]))
  // From the innermost out: a room grows with what was moved inside it.
  for (const node of flow.nodes.toReversed()) {
    const inner = flow.nodes.flatMap((one) => (one.parent === node.id ? (placed.get(one.id) ?? []) : []))
    const box = placed.get(node.id)
    if (inner.length === 0 || box === undefined) continue
    const right = Math.max(...inner.map(({ x, width }) => x + width)) + drawing.pad.side
    const bottom = Math.max(...inner.map(({ y, height }) => y + height)) + drawing.pad.side
    placed.set(node.id, { ...box, width: Math.max(200, right), height: Math.max(100, bottom) })
  }
  // What stands on the edge of a node goes where that goes.
  for (const node of flow.nodes) {
    const [own, host] = [placed.get(node.id), placed.get(String(node['attachedTo']))]
    const [was, at] = [arranged.get(node.id), arranged.get(String(node['attachedTo']))]
    if (own === undefined || host === undefined || was === undefined || at === undefined) continue
    const fromRight = at.x + at.width - was.x
    placed.set(node.id, {
      ...own,
      x: host.x + host.width - fromRight,
      y: host.y + host.height - own.height / 2,
    })
  }
  return placed
}
