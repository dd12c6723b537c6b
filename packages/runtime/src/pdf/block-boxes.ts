import type { PageItem, Sheet } from './parts.ts'
import { type Edge, edgesOf } from './traced-layout.ts'

/** A rectangle in points from the top left corner of the paper. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A block on one sheet. */
type PlacedBox = {
  readonly at: string
  readonly page: number
  readonly box: Box
  /** What is drawn of it; undefined where nothing is. */
  readonly drawn: Box | undefined
  /** The edges of its columns, from its left edge. */
  readonly columns: readonly number[] | undefined
  /** Its rows, from top to bottom. */
  readonly rows: readonly PlacedRow[] | undefined
}

/** A row of a table on one sheet, in points. */
type PlacedRow = NonNullable<Edge['row']> & { readonly y: number; readonly height: number }

type Measured = PageItem['item'] & {
  readonly getWidth?: () => number
  readonly getHeight?: () => number
  readonly [side: string]: unknown
}

const numberIn = (item: Measured, key: string): number => {
  const value = item[key]
  return typeof value === 'number' ? value : 0
}

/** The room something takes on a sheet. */
export function boxOf({ type, item }: PageItem): Box {
  const of = (key: string): number => numberIn(item as Measured, key)
  const [x, y] = [of('x'), of('y')]
  const { getWidth, getHeight } = item as Measured
  if (type === 'line') return { x, y, width: getWidth?.call(item) ?? 0, height: getHeight?.call(item) ?? 0 }
  if (type !== 'vector') return { x, y, width: of('_width'), height: of('_height') }
  if (item['type'] !== 'line') return { x, y, width: of('w'), height: of('h') }
  const [left, top] = [Math.min(of('x1'), of('x2')), Math.min(of('y1'), of('y2'))]
  return { x: left, y: top, width: Math.abs(of('x2') - of('x1')), height: Math.abs(of('y2') - of('y1')) }
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((one) => one.x))
  const y = Math.min(...boxes.map((one) => one.y))
  const right = Math.max(...boxes.map((one) => one.x + one.width))
  const bottom = Math.max(...boxes.map((one) => one.y + one.height))
  return { x, y, width: right - x, height: bottom - y }
}

type Found = { readonly boxes: Box[]; readonly edges: Edge[]; readonly rows: Edge[] }

/** What belongs to each block on a sheet; what belongs to a block belongs to those around it too. */
function foundOn(sheet: Sheet, waiting: readonly Edge[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  const of = (at: string): Found => {
    const known = found.get(at) ?? { boxes: [], edges: [], rows: [] }
    found.set(at, known)
    return known
  }
  for (const one of sheet.items) {
    const { at } = one.item
    if (at !== undefined && at !== '') of(at).boxes.push(boxOf(one))
  }
  for (const edge of [...sheet.items.flatMap(edgesOf), ...waiting])
    of(edge.at)[edge.row === undefined ? 'edges' : 'rows'].push(edge)
  for (const [at, { boxes }] of found)
    for (const [other, { boxes: outer }] of found) if (at.startsWith(`${other}/`)) outer.push(...boxes)
  return found
}

/** As wide as the room it was given, from where it begins to where it ends; as far as it stands on this sheet. */
function boxFrom({ boxes, edges }: Found, frame: Edge | undefined): Box | undefined {
  const [start, end] = [edges.find((one) => !one.end), edges.find((one) => one.end)]
  const drawn = boxes.length === 0 ? undefined : around(boxes)
  if (frame === undefined) return drawn
  if (drawn === undefined && (start === undefined || end === undefined)) return undefined
  const top = start?.y ?? drawn?.y ?? 0
  const bottom = end?.y ?? (drawn === undefined ? top : drawn.y + drawn.height)
  return { x: frame.x, y: top, width: frame.width, height: Math.max(0, bottom - top) }
}

/** The rows of a table on a sheet: each goes down to where the next one begins, the last one to where the table ends. */
function rowsFrom({ rows, boxes }: Found): readonly PlacedRow[] | undefined {
  if (rows.length === 0) return undefined
  const { y, height } = around(boxes)
  const sorted = rows.toSorted((a, b) => a.y - b.y)
  return sorted.flatMap(({ row, y: top }, at): readonly PlacedRow[] => {
    const bottom = sorted[at + 1]?.y ?? y + height
    return row === undefined ? [] : [{ ...row, y: top, height: Math.max(0, bottom - top) }]
  })
}

/** In the order of the document: `/body/2` before `/body/10`. */
function inOrder([a]: readonly [string, Found], [b]: readonly [string, Found]): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Where blocks stand, sheet by sheet. */
export function placedBoxes(
  sheets: readonly Sheet[],
  waiting: (sheet: Sheet) => readonly Edge[],
): readonly PlacedBox[] {
  const found = sheets.map((sheet) => foundOn(sheet, waiting(sheet)))
  const frames = new Map(
    found
      .flatMap((one) => [...one].flatMap(([at, { edges }]) => edges.map((edge) => [at, edge] as const)))
      .reverse(),
  )
  return found.flatMap((one, page) =>
    [...one].toSorted(inOrder).flatMap(([at, own]): readonly PlacedBox[] => {
      const frame = own.edges.find((edge) => !edge.end) ?? own.edges[0] ?? frames.get(at)
      const box = boxFrom(own, frame)
      const columns = frame?.columns ?? frames.get(at)?.columns
      const drawn = own.boxes.length === 0 ? undefined : around(own.boxes)
      const rows = rowsFrom(own)
      return box === undefined || at === '' ? [] : [{ at, page, box, drawn, columns, rows }]
    }),
  )
}
