import { DocMeasure, LayoutBuilder } from './parts.ts'

/** A picture while it is laid out, in points. One that `gives` way is made smaller where its place is. */
type Picture = {
  readonly gives?: boolean
  _width: number
  _minWidth: number
  _height: number
}

/** Of several things beside each other: a picture, or a box in its place, with words below where there are such. */
type Cell = {
  width?: number | string
  readonly above?: boolean
  readonly _minWidth: number
  readonly stack?: readonly Partial<Picture>[]
}

/** Things beside each other that go on in a further row where one is full. */
type Row = {
  readonly columns: readonly Cell[]
  readonly wraps?: 'left' | 'center' | 'right'
  readonly _gap: number
  _minWidth: number
  _maxWidth: number
  readonly positions: unknown[]
}

type Place = {
  readonly availableWidth: number
  readonly addMargin: (left: number, right?: number) => void
  readonly getCurrentPage: () => {
    readonly pageSize: { readonly height: number }
    readonly pageMargins: { readonly top: number; readonly bottom: number }
  } | null
}

/** As much of the engine as is used here. */
type Engine = {
  readonly writer: {
    readonly context: () => Place
    /** Places that were left for one inside of them; the first is the page itself. */
    readonly contextStack: readonly Place[]
    readonly repeatables: readonly { readonly height: number }[]
    /** More than 0 inside of what is kept on one page. */
    readonly transactionLevel: number
    readonly beginUnbreakableBlock: () => void
    readonly commitUnbreakableBlock: () => void
  }
  processNode: (node: unknown) => void
  processImage: (node: Picture) => void
  processColumns: (node: Row) => void
}

type Measure = { measureColumns: (node: Row) => Row }

/** The part of a page that a picture takes at most: what stands with it in its row or above it needs some too. */
const mostOfPage = 0.85

/** The height of the content of a page, less the heads of tables that are written on each; of all the paper in a box on it. */
function heightOf(writer: Engine['writer']): number {
  const { contextStack, repeatables } = writer
  const own = writer.context().getCurrentPage()?.pageSize.height ?? Infinity
  // What is kept together is laid out on a sheet of no height; heads, feet and boxes on one of theirs.
  if (contextStack.length > 0 && Number.isFinite(own)) return own
  const page = (contextStack[0] ?? writer.context()).getCurrentPage()
  if (page === null) return Infinity
  const { pageSize, pageMargins } = page
  const heads = repeatables.reduce((sum, { height }) => sum + height, 0)
  return (pageSize.height - pageMargins.top - pageMargins.bottom) * mostOfPage - heads
}

function shrink(node: Picture, writer: Engine['writer']): void {
  const wide = writer.context().availableWidth / node._width
  const high = Math.max(12, heightOf(writer)) / node._height
  const share = Math.min(1, wide, high)
  if (!(share < 1) || share <= 0) return
  node._width *= share
  node._minWidth = node._width
  node._height *= share
}

const widthOf = ({ width, _minWidth }: Cell): number => (typeof width === 'number' ? width : _minWidth)

/** As many to a row as fit; one that is wider than all the room has a row of its own, as wide as the room. */
function rowsOf(cells: readonly Cell[], gap: number, room: number): readonly (readonly Cell[])[] {
  const rows: Cell[][] = []
  let used = Infinity
  for (const cell of cells) {
    if (typeof cell.width === 'number') cell.width = Math.min(cell.width, room)
    const width = widthOf(cell)
    // A hair is let go, against sums that don't come out even.
    if (used + gap + width > room + 0.01) {
      rows.push([])
      used = -gap
    }
    rows.at(-1)?.push(cell)
    used += gap + width
  }
  return rows
}

/** What a box in the place of a picture takes, and what words below and the gap to the next row do, in points. */
const boxHeight = 60
const below = 20

const highOf = ({ stack = [] }: Cell): number => (stack[0]?._height ?? boxHeight) + below

/** Pictures of a row that can't go over pages, as much smaller as it takes for all of them to stand on one. */
function fitted(cells: readonly Cell[], gap: number, writer: Engine['writer']): void {
  if (writer.transactionLevel === 0) return
  const [room, most] = [writer.context().availableWidth, Math.max(below, heightOf(writer))]
  for (let tries = 0; tries < 24; tries += 1) {
    const high = rowsOf(cells, gap, room).reduce((sum, row) => sum + Math.max(...row.map(highOf)), 0)
    if (high <= most) return
    for (const cell of cells) {
      const picture = cell.stack?.[0]
      if (picture?._height === undefined || picture._width === undefined) continue
      picture._height *= 0.85
      picture._width *= 0.85
      picture._minWidth = picture._width
      if (typeof cell.width === 'number') cell.width *= 0.85
    }
  }
}

const shares = { left: 0, center: 0.5, right: 1 }

let done = false

/**
 * Has pictures keep to their place, which only the engine knows: one is never wider than its column nor higher than its page,
 * where it would be left out, and several beside each other go on in a further row. Each row stays on one page.
 */
export function picturesInPlace(): void {
  if (done) return
  done = true
  const engine = LayoutBuilder.prototype as unknown as Engine
  const measure = DocMeasure.prototype as unknown as Measure
  const { processImage, processColumns } = engine
  const { measureColumns } = measure
  engine.processImage = function (this: Engine, node) {
    if (node.gives === true) shrink(node, this.writer)
    processImage.call(this, node)
  }
  measure.measureColumns = function (this: Measure, node) {
    const measured = measureColumns.call(this, node)
    if (measured.wraps !== undefined)
      measured._minWidth = Math.max(...measured.columns.filter((one) => one.above !== true).map(widthOf))
    return measured
  }
  engine.processColumns = function (this: Engine, node) {
    const { wraps } = node
    if (wraps === undefined) return processColumns.call(this, node)
    const { writer } = this
    const cells = node.columns.filter((one) => one.above !== true)
    fitted(cells, node._gap, writer)
    const title = node.columns.filter((one) => one.above === true)
    for (const [at, row] of rowsOf(cells, node._gap, writer.context().availableWidth).entries()) {
      writer.beginUnbreakableBlock()
      if (at === 0) for (const one of title) this.processNode(one)
      const room = writer.context().availableWidth
      const taken = row.reduce((sum, one) => sum + widthOf(one), node._gap * (row.length - 1))
      const before = Math.max(0, room - taken) * shares[wraps]
      writer.context().addMargin(before, 0)
      const part = { ...node, columns: row, positions: [] }
      processColumns.call(this, part)
      writer.context().addMargin(-before, 0)
      writer.commitUnbreakableBlock()
      node.positions.push(...part.positions)
    }
  }
}
