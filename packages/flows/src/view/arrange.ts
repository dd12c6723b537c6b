import type { FlowDocument, FlowEdgeDocument, FlowNodeDocument } from '@mortise/schema'

/** Width and height. */
export type Size = { readonly width: number; readonly height: number }

/** Where a node is drawn; of one inside another, from the upper left corner of that. */
export type Box = Size & { readonly x: number; readonly y: number }

/** How a graph is drawn. */
export type Drawing = {
  readonly size: (node: FlowNodeDocument) => Size
  /** Between neighbours of a row, and between rows. */
  readonly gap: Size
  /** Around the steps inside a node; `top` leaves room for its name. */
  readonly pad: { readonly side: number; readonly top: number }
}

type Graph = Pick<FlowDocument, 'nodes' | 'edges'>

const isHung = (graph: Graph, node: FlowNodeDocument): boolean =>
  graph.nodes.some(({ id }) => id === node['attachedTo'])

/** Edges of one room, the ways of events counted from the node they stand on, without those that lead back. */
function waysOf(graph: Graph, own: readonly FlowNodeDocument[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(own.map(({ id }) => id))
  const hosts = new Map(graph.nodes.map((node) => [node.id, String(node['attachedTo'] ?? node.id)]))
  const ends = graph.edges
    .map(({ source, target }) => ({ source: hosts.get(source) ?? source, target }))
    .filter(({ source, target }) => ids.has(source) && ids.has(target))
  const out = Map.groupBy(ends, ({ source }) => source)
  const forward = new Map<string, string[]>()
  const done = new Set<string>()
  const visit = (id: string, path: ReadonlySet<string>): void => {
    if (done.has(id)) return
    done.add(id)
    const here = new Set([...path, id])
    const targets = [...new Set((out.get(id) ?? []).map(({ target }) => target))]
    forward.set(
      id,
      targets.filter((target) => !here.has(target)),
    )
    for (const target of targets) visit(target, here)
  }
  const led = new Set(ends.map(({ target }) => target))
  for (const { id } of [...own.filter((node) => !led.has(node.id)), ...own]) visit(id, new Set())
  return forward
}

/** Row of each node: below all that lead to it. */
function rowsOf(
  ids: readonly string[],
  ways: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const rows = new Map(ids.map((id) => [id, 0]))
  for (let round = 0, moved = true; moved && round <= ids.length; round += 1) {
    moved = false
    for (const [id, targets] of ways)
      for (const target of targets)
        if ((rows.get(target) ?? 0) <= (rows.get(id) ?? 0)) {
          rows.set(target, (rows.get(id) ?? 0) + 1)
          moved = true
        }
  }
  return rows
}

/** Middles of the nodes of a row, near where those above want them, none over another. */
function spread(
  row: readonly { readonly id: string; readonly wanted: number; readonly width: number }[],
  gap: number,
): ReadonlyMap<string, number> {
  const sorted = row.toSorted((a, b) => a.wanted - b.wanted)
  const placed = new Map<string, number>()
  let right = Number.NEGATIVE_INFINITY
  for (const { id, wanted, width } of sorted) {
    const middle = Math.max(wanted, right + gap + width / 2)
    placed.set(id, middle)
    right = middle + width / 2
  }
  const moved =
    sorted.reduce((sum, { id, wanted }) => sum + (placed.get(id) ?? 0) - wanted, 0) /
    Math.max(sorted.length, 1)
  return new Map([...placed].map(([id, middle]) => [id, middle - moved]))
}

/** Places the nodes of one room; gives their boxes and how much room they take. */
function arrangeRoom(
  graph: Graph,
  room: string | undefined,
  { drawing, boxes }: { readonly drawing: Drawing; readonly boxes: Map<string, Box> },
): Size {
  const here = graph.nodes.filter((node) => parentIn(graph, node) === room)
  const own = here.filter((node) => !isHung(graph, node))
  const sizes = new Map(
    own.map((node) => {
      const holds = graph.nodes.some((one) => parentIn(graph, one) === node.id)
      const inner = holds ? arrangeRoom(graph, node.id, { drawing, boxes }) : undefined
      const plain = drawing.size(node)
      return [node.id, inner === undefined ? plain : around(inner, plain, drawing)]
    }),
  )
  const ways = waysOf(graph, own)
  const rows = rowsOf(
    own.map(({ id }) => id),
    ways,
  )
  const middles = new Map<string, number>()
  const height = (row: readonly FlowNodeDocument[]): number =>
    Math.max(0, ...row.map(({ id }) => sizes.get(id)?.height ?? 0))
  let y = 0
  const tops = new Map<string, number>()
  for (const row of [...Map.groupBy(own, ({ id }) => rows.get(id) ?? 0)].toSorted(([a], [b]) => a - b)) {
    const wanted = row[1].map(({ id }) => ({
      id,
      width: sizes.get(id)?.width ?? 0,
      wanted: wish(id, { ways, middles, sizes, gap: drawing.gap.width }),
    }))
    for (const [id, middle] of spread(wanted, drawing.gap.width)) middles.set(id, middle)
    for (const { id } of row[1]) tops.set(id, y + (height(row[1]) - (sizes.get(id)?.height ?? 0)) / 2)
    y += height(row[1]) + drawing.gap.height
  }
  const lefts = own.map(({ id }) => (middles.get(id) ?? 0) - (sizes.get(id)?.width ?? 0) / 2)
  const left = Math.min(0, ...lefts)
  const shift = room === undefined ? { x: -left, y: 0 } : { x: drawing.pad.side - left, y: drawing.pad.top }
  for (const [at, { id }] of own.entries()) {
    const size = sizes.get(id) ?? { width: 0, height: 0 }
    boxes.set(id, {
      ...size,
      x: Math.round((lefts[at] ?? 0) + shift.x),
      y: Math.round((tops.get(id) ?? 0) + shift.y),
    })
  }
  for (const node of here.filter((one) => isHung(graph, one)))
    boxes.set(node.id, hang(graph, node, { drawing, boxes }))
  const right = Math.max(0, ...own.map(({ id }, at) => (lefts[at] ?? 0) + (sizes.get(id)?.width ?? 0)))
  return { width: right - left, height: Math.max(0, y - drawing.gap.height) }
}

function parentIn(graph: Graph, node: FlowNodeDocument): string | undefined {
  return graph.nodes.some(({ id }) => id === node.parent) ? node.parent : undefined
}

function around(inner: Size, plain: Size, { pad }: Drawing): Size {
  return {
    width: Math.max(plain.width, inner.width + 2 * pad.side),
    height: Math.max(plain.height, inner.height + pad.top + pad.side),
  }
}

/** Where a node would like its middle: below those that lead to it, beside what they lead to as well. */
function wish(
  id: string,
  given: {
    readonly ways: ReadonlyMap<string, readonly string[]>
    readonly middles: ReadonlyMap<string, number>
    readonly sizes: ReadonlyMap<string, Size>
    readonly gap: number
  },
): number {
  const { ways, middles, sizes, gap } = given
  const wishes = [...ways].flatMap(([source, targets]) => {
    const at = targets.indexOf(id)
    const middle = middles.get(source)
    if (at < 0 || middle === undefined) return []
    const widths = targets.map((target) => (sizes.get(target)?.width ?? 0) + gap)
    const whole = widths.reduce((sum, width) => sum + width, 0)
    const before = widths.slice(0, at).reduce((sum, width) => sum + width, 0)
    return [middle - whole / 2 + before + (widths[at] ?? 0) / 2]
  })
  return wishes.length === 0 ? 0 : wishes.reduce((sum, one) => sum + one, 0) / wishes.length
}

/** On the lower edge of the node it stands on, one after the other from the right. */
function hang(
  graph: Graph,
  node: FlowNodeDocument,
  { drawing, boxes }: { readonly drawing: Drawing; readonly boxes: ReadonlyMap<string, Box> },
): Box {
  const host = boxes.get(String(node['attachedTo'])) ?? { x: 0, y: 0, width: 0, height: 0 }
  const size = drawing.size(node)
  const at = graph.nodes.filter((one) => one['attachedTo'] === node['attachedTo']).indexOf(node)
  return {
    ...size,
    x: Math.round(host.x + host.width - (at + 1) * (size.width + 8)),
    y: Math.round(host.y + host.height - size.height / 2),
  }
}

/** A place for every node of a graph: rows from top to bottom, branches beside each other, rooms around their steps. */
export function arrange(graph: Graph, drawing: Drawing): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  arrangeRoom(graph, undefined, { drawing, boxes })
  return boxes
}

/** Edges that can be drawn: both their ends are there. */
export function drawable(graph: Graph): readonly FlowEdgeDocument[] {
  const ids = new Set(graph.nodes.map(({ id }) => id))
  return graph.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
}
