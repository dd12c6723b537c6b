/** What edges stick to, in millimetres: lines from top to bottom (`x`) and from side to side (`y`). */
export type SnapLines = { readonly x: readonly number[]; readonly y: readonly number[] }

/** A rectangle in millimetres. */
export type MmBox = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Which edges of a box go with the pointer. */
export type Grip = {
  readonly left?: boolean
  readonly right?: boolean
  readonly top?: boolean
  readonly bottom?: boolean
}

/** Nothing is made smaller than this, in millimetres. */
export const leastSide = 2

/** The nearest line to any of some edges, and how far away it is; undefined where none is near enough. */
function nearest(
  edges: readonly number[],
  lines: readonly number[],
  reach: number,
): { readonly line: number; readonly by: number } | undefined {
  return edges
    .flatMap((edge) => lines.map((line) => ({ line, by: line - edge })))
    .filter(({ by }) => Math.abs(by) <= reach)
    .toSorted((a, b) => Math.abs(a.by) - Math.abs(b.by))[0]
}

/** How far an edge goes that is pulled so far: to a line within reach, else to a whole millimetre of `size` where that is asked for. */
export function edgeSnapped(
  edge: number,
  by: number,
  {
    lines,
    reach,
    size,
  }: { readonly lines: readonly number[]; readonly reach: number; readonly size: number },
): { readonly by: number; readonly line: number | undefined } {
  if (reach === 0) return { by, line: undefined }
  const stuck = nearest([edge + by], lines, reach)
  if (stuck !== undefined) return { by: by + stuck.by, line: stuck.line }
  return { by: Math.round(size + by) - size, line: undefined }
}

function axis(
  [start, size]: readonly [number, number],
  by: number,
  given: {
    readonly start: boolean
    readonly end: boolean
    readonly lines: readonly number[]
    readonly reach: number
  },
): { readonly start: number; readonly size: number; readonly line: number | undefined } {
  const whole = given.start === given.end
  const moved = whole
    ? { start: start + by, end: start + by + size }
    : { start: given.start ? start + by : start, end: given.end ? start + size + by : start + size }
  const middle = (moved.start + moved.end) / 2
  const edges = whole ? [moved.start, middle, moved.end] : [given.start ? moved.start : moved.end]
  const stuck = nearest(edges, given.lines, given.reach)
  const add = stuck?.by ?? 0
  if (whole) return { start: moved.start + add, size, line: stuck?.line }
  const from = given.start ? Math.min(moved.start + add, moved.end - leastSide) : moved.start
  const to = given.end ? Math.max(moved.end + add, moved.start + leastSide) : moved.end
  return { start: from, size: to - from, line: stuck?.line }
}

/**
 * A box after the pointer went so far with some of its edges, or with all of it where no edge is named. Edges stick to lines
 * within `reach`; the lines they stick to come with it, to be drawn.
 */
export function snapped(
  box: MmBox,
  by: { readonly x: number; readonly y: number },
  { grip = {}, lines, reach }: { readonly grip?: Grip; readonly lines: SnapLines; readonly reach: number },
): { readonly box: MmBox; readonly stuck: SnapLines } {
  const { left = false, right = false, top = false, bottom = false } = grip
  const all = !left && !right && !top && !bottom
  const across =
    all || left || right
      ? axis([box.x, box.width], by.x, { start: left, end: right, lines: lines.x, reach })
      : { start: box.x, size: box.width, line: undefined }
  const down =
    all || top || bottom
      ? axis([box.y, box.height], by.y, { start: top, end: bottom, lines: lines.y, reach })
      : { start: box.y, size: box.height, line: undefined }
  return {
    box: { x: across.start, y: down.start, width: across.size, height: down.size },
    stuck: {
      x: across.line === undefined ? [] : [across.line],
      y: down.line === undefined ? [] : [down.line],
    },
  }
}
