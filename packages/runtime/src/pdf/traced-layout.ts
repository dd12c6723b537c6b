import { LayoutBuilder, type LaidNode, type PageItem, type Sheet } from './parts.ts'

/** Where a block begins or ends on a sheet. Stands among what is drawn, so that it moves with it. */
export type Edge = {
  readonly at: string
  readonly end: boolean
  readonly x: number
  readonly y: number
  readonly width: number
  readonly columns?: readonly number[]
}

/** The type of an item that is an edge. pdfmake moves such items with all others, and they are never drawn. */
export const edgeType = 'beginClip'

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
  /** Edges on sheets that are empty as yet: whether a sheet is empty decides what goes on it, so nothing is put there. */
  #waiting: { readonly sheet: Sheet; readonly item: PageItem }[] = []

  /** The edges of a sheet that nothing stands on. */
  waitingOn(sheet: Sheet): readonly PageItem[] {
    return this.#waiting.filter((one) => one.sheet === sheet).map(({ item }) => item)
  }

  override processNode(node: LaidNode, aligned?: boolean): void {
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
    if (node.absolutePosition !== undefined || node.relativePosition !== undefined) return
    const columns = columnsOf(node)
    this.#put(sheet, { at, end: false, x, y, width, ...(columns === undefined ? {} : { columns }) })
    this.#put(after.getCurrentPage() ?? sheet, { at, end: true, x, y: after.y, width })
    this.#settle()
  }

  override addBackground(background: unknown): void {
    super.addBackground(background)
    for (const { item } of this.writer.context().getCurrentPage()?.items ?? []) item.at ??= ''
  }

  #put(sheet: Sheet, edge: Edge): void {
    this.#waiting.push({ sheet, item: { type: edgeType, item: { ...edge } } })
  }

  #settle(): void {
    const ready = this.#waiting.filter(({ sheet }) => sheet.items.length > 0)
    this.#waiting = this.#waiting.filter(({ sheet }) => sheet.items.length === 0)
    for (const { sheet, item } of ready) sheet.items.push(item)
  }
}
