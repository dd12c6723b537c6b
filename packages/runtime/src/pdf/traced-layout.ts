import { LayoutBuilder, type LaidNode, type PageItem, type Sheet } from './parts.ts'
import { type RowMark, rowMarks } from './row-marks.ts'

/** Where a block begins or ends on a sheet, in points. */
export type Edge = {
  readonly at: string
  readonly end: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly columns?: readonly number[]
  /** A row of a table begins here, and not the block. */
  readonly row?: RowMark['row']
}

type Frame = NonNullable<LaidNode['frame']>

/** Where a thing stands; lines between two points by the first of them. */
function originOf({ item }: PageItem): readonly [number, number] {
  const of = (own: string, first: string): number => {
    const value = item[own] ?? item[first]
    return typeof value === 'number' ? value : 0
  }
  return [of('x', 'x1'), of('y', 'y1')]
}

/** The edges that something on a sheet carries. */
export function edgesOf(one: PageItem): readonly Edge[] {
  const [left, top] = originOf(one)
  return (one.item.edges ?? []).map((edge) => ({ ...edge, x: edge.x + left, y: edge.y + top }))
}

/** The edges of a table's columns, from its left edge. */
function columnsOf(node: LaidNode): readonly number[] | undefined {
  const { table, _layout: layout } = node
  if (table === undefined || layout === undefined) return node.stack?.[0] && columnsOf(node.stack[0])
  let x = 0
  return [...table.widths, undefined].map((width, at) => {
    const line = layout.vLineWidth(at, node)
    const edge = x + line / 2
    x += line
    if (width !== undefined)
      x += layout.paddingLeft(at, node) + width._calcWidth + layout.paddingRight(at, node)
    return edge
  })
}

/**
 * pdfmake's engine, keeping account of which block each thing on a page belongs to and from where to where blocks go. What
 * it lays out is the same to the last point: it only looks on.
 */
export class TracedLayout extends LayoutBuilder {
  /** Edges on sheets that are empty as yet. */
  #waiting: { readonly sheet: Sheet; readonly edge: Edge }[] = []

  /** The sheet whose background is laid out now. */
  #behind: Sheet | undefined

  /** The edges of a sheet that nothing stands on. */
  waitingOn(sheet: Sheet): readonly Edge[] {
    return this.#waiting.filter((one) => one.sheet === sheet).map(({ edge }) => edge)
  }

  /** The first cell of each row of the tables that are laid out now. */
  #rows = new Map<LaidNode, RowMark>()

  /** The block whose table is laid out now. */
  #around = ''

  override processNode(node: LaidNode, aligned?: boolean): void {
    const around = this.#around
    this.#around = node.at ?? around
    for (const mark of rowMarks(node, this.#around)) this.#rows.set(mark.cell, mark)
    this.#trace(node, aligned)
    this.#around = around
  }

  /** A cell that begins a row tells where the row begins. */
  #traceRow({ at, row, above }: RowMark, cell: LaidNode, aligned?: boolean): void {
    this.#rows.delete(cell)
    const { x, y, availableWidth: width } = this.writer.context()
    const sheet = this.writer.context().getCurrentPage()
    super.processNode(cell, aligned)
    if (sheet === null) return
    this.#put(sheet, { at, end: false, x, y: y - above, width, row })
    this.#settle()
  }

  #trace(node: LaidNode, aligned?: boolean): void {
    const mark = this.#rows.get(node)
    if (mark !== undefined) return this.#traceRow(mark, node, aligned)
    const { at } = node
    const before = this.writer.context()
    const sheet = before.getCurrentPage()
    if (at === undefined || sheet === null) return super.processNode(node, aligned)
    const { page, x, y, availableWidth: width } = before
    const known = new Set(sheet.items)
    super.processNode(node, aligned)
    const after = this.writer.context()
    for (const one of after.pages.slice(page, after.page + 1))
      for (const { item } of one.items.filter((item) => one !== sheet || !known.has(item))) item.at ??= at
    if (node.absolutePosition !== undefined && node.frame !== undefined)
      this.#putFrame(at, node.absolutePosition, node.frame)
    if (node.absolutePosition !== undefined || node.relativePosition !== undefined) return
    const columns = columnsOf(node)
    this.#put(sheet, { at, end: false, x, y, width, ...(columns === undefined ? {} : { columns }) })
    this.#put(after.getCurrentPage() ?? sheet, { at, end: true, x, y: after.y, width })
    this.#settle()
  }

  override addBackground(background: unknown): void {
    this.#behind = this.writer.context().getCurrentPage() ?? undefined
    super.addBackground(background)
    this.#behind = undefined
    for (const { item } of this.writer.context().getCurrentPage()?.items ?? []) item.at ??= ''
  }

  #put(sheet: Sheet, edge: Edge): void {
    this.#waiting.push({ sheet, edge })
  }

  /** A background is laid out apart and has the corner of its paper: what is asked of it is kept with the sheet itself. */
  #putFrame(
    at: string,
    { x, y }: { readonly x: number; readonly y: number },
    { width, height }: Frame,
  ): void {
    if (this.#behind === undefined) return
    this.#put(this.#behind, { at, end: false, x, y, width })
    this.#put(this.#behind, { at, end: true, x, y: y + height, width })
  }

  /**
   * Edges go with what stands on their sheet already, since that may be moved with all that is kept together. Nothing is put
   * on a sheet: how many things are there decides what goes where.
   */
  #settle(): void {
    const ready = this.#waiting.filter(({ sheet }) => sheet.items.length > 0)
    this.#waiting = this.#waiting.filter(({ sheet }) => sheet.items.length === 0)
    for (const { sheet, edge } of ready) {
      const carrier = sheet.items.at(-1)
      if (carrier === undefined) continue
      const [left, top] = originOf(carrier)
      const carried = { ...edge, x: edge.x - left, y: edge.y - top }
      carrier.item.edges = [...(carrier.item.edges ?? []), carried]
    }
  }
}
