/** A rectangle on the screen, in pixels. */
export type Box = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A list that things may be dropped into. */
export type Area = {
  readonly list: string
  readonly box: Box
  /** How its items stand: in a row, below each other, or in lines that wrap. */
  readonly flow: 'row' | 'column' | 'wrap'
}

/** One item of a list. */
export type Item = { readonly list: string; readonly index: number; readonly box: Box }

/** The measured drop places of a container. Measured once a drag, not once a move. */
export type Layout = { readonly areas: readonly Area[]; readonly items: readonly Item[] }

/** Where something would land, and the line that shows it. */
export type Place = {
  readonly list: string
  readonly index: number
  /** `beside` asks to share the line of the item at `index` (or the one before it). */
  readonly mode: 'inside' | 'before' | 'after' | 'beside-before' | 'beside-after'
  readonly line: Box
}

const right = (box: Box): number => box.left + box.width
const bottom = (box: Box): number => box.top + box.height
const thick = 3

function holds(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= right(box) && y >= box.top && y <= bottom(box)
}

function distance(box: Box, x: number, y: number): number {
  const dx = Math.max(box.left - x, 0, x - right(box))
  const dy = Math.max(box.top - y, 0, y - bottom(box))
  return dx * dx + dy * dy
}

/** The innermost list at a point: the smallest of those around it. */
function areaAt(layout: Layout, x: number, y: number): Area | undefined {
  const size = ({ box }: Area): number => box.width * box.height
  return layout.areas.filter(({ box }) => holds(box, x, y)).sort((a, b) => size(a) - size(b))[0]
}

function acrossLine({ box }: Item, after: boolean): Box {
  return { left: box.left, width: box.width, height: thick, top: (after ? bottom(box) : box.top) - thick / 2 }
}

function uprightLine({ box }: Item, after: boolean): Box {
  return { left: (after ? right(box) : box.left) - thick / 2, width: thick, top: box.top, height: box.height }
}

const sameLine = (a: Item, b: Item): boolean => Math.abs(a.box.top - b.box.top) < 4

function placeInWrap(
  items: readonly Item[],
  near: Item,
  point: { readonly x: number; readonly y: number },
): Place {
  const { box } = near
  const [fromLeft, fromTop] = [(point.x - box.left) / box.width, (point.y - box.top) / box.height]
  const line = items.filter((item) => sameLine(item, near)).sort((a, b) => a.index - b.index)
  const alone = line.length === 1
  const edge = alone ? 0.2 : 0.5
  if (fromLeft < edge || fromLeft > 1 - edge) {
    const after = fromLeft > 0.5
    return {
      list: near.list,
      index: near.index + (after ? 1 : 0),
      mode: after ? 'beside-after' : 'beside-before',
      line: uprightLine(near, after),
    }
  }
  const after = fromTop > 0.5
  return {
    list: near.list,
    index: near.index + (after ? 1 : 0),
    mode: after ? 'after' : 'before',
    line: acrossLine(near, after),
  }
}

/**
 * Where something dropped at a point lands: in the innermost list there, before or after the nearest item. An empty
 * list takes it inside; undefined outside of every list.
 */
export function hitTest(layout: Layout, x: number, y: number): Place | undefined {
  const area = areaAt(layout, x, y)
  if (area === undefined) return undefined
  const items = layout.items.filter((item) => item.list === area.list)
  const near = items.toSorted((a, b) => distance(a.box, x, y) - distance(b.box, x, y))[0]
  if (near === undefined) {
    const { box } = area
    const line = { left: box.left + 8, width: Math.max(box.width - 16, 8), top: box.top + 6, height: thick }
    return { list: area.list, index: 0, mode: 'inside', line }
  }
  if (area.flow === 'wrap') return placeInWrap(items, near, { x, y })
  const after =
    area.flow === 'row' ? x > near.box.left + near.box.width / 2 : y > near.box.top + near.box.height / 2
  return {
    list: area.list,
    index: near.index + (after ? 1 : 0),
    mode: after ? 'after' : 'before',
    line: area.flow === 'row' ? uprightLine(near, after) : acrossLine(near, after),
  }
}
