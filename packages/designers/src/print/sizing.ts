import type { BlockHandles, LaidBlock } from '@mortise/prints'
import type { PrintBlockDocument } from '@mortise/schema'
import type { Grip, MmBox } from './snap.ts'

const point = 72 / 25.4

/** Millimetres as a length of a template: whole points, or tenths of millimetres where a block counts in those. */
function length(millimetres: number, unit: BlockHandles['unit']): number {
  return unit === 'mm' ? Math.round(millimetres * 10) / 10 : Math.round(millimetres * point)
}

/** The grips a block has: a corner where both sides can be set, an edge where only one can. */
export function gripsOf(handles: BlockHandles | undefined): readonly Grip[] {
  if (handles === undefined) return []
  const { width, height } = handles
  return [
    ...(width !== undefined && height !== undefined ? [{ right: true }] : []),
    ...(height === undefined ? [] : [{ bottom: true }]),
    ...(width === undefined ? [] : [{ right: true, bottom: true }]),
  ]
}

/** The settings of a block that was moved or sized by hand from one box to another. */
export function shapedSettings(
  block: PrintBlockDocument,
  handles: BlockHandles,
  { from, to }: { readonly from: MmBox; readonly to: MmBox },
): { readonly [key: string]: number } {
  const { x, y, width, height, unit } = handles
  const set: Record<string, number> = {}
  const shifted = (key: string, by: number): number =>
    length((typeof block[key] === 'number' ? block[key] : 0) / (unit === 'mm' ? 1 : point) + by, unit)
  if (x !== undefined && to.x !== from.x) set[x] = shifted(x, to.x - from.x)
  if (y !== undefined && to.y !== from.y) set[y] = shifted(y, to.y - from.y)
  const square = height === undefined
  const side = Math.abs(to.width - from.width) > Math.abs(to.height - from.height) ? to.width : to.height
  const sized = to.width !== from.width || to.height !== from.height
  if (width !== undefined && sized) set[width] = length(square ? side : to.width, unit)
  if (height !== undefined && sized) set[height] = length(to.height, unit)
  return set
}

/** What of a block is taken hold of: what is drawn of it, or its room where nothing is drawn or only its height can be set. */
export function heldBox(box: LaidBlock, handles: BlockHandles | undefined): MmBox {
  const drawn = handles?.width === undefined || handles.unit === 'mm' ? undefined : box.drawn
  const { x, y, width, height } = drawn ?? box
  return { x, y, width, height }
}

type Column = { readonly width?: unknown; readonly [key: string]: unknown }

/** What the room between two edges of a table loses to what is left free beside the words and to lines, in points. */
const padding = 8.5

const isFixed = (column: Column | undefined): boolean =>
  typeof column?.width === 'number' || /^\d+(\.\d+)?$/.test(String(column?.width ?? ''))

/**
 * The columns of a table once the edge behind one of them was dragged so many millimetres. What one column gains the next
 * one loses, where both have widths of their own; a column that takes what is left gives way by itself.
 */
export function columnsDragged(
  columns: readonly Column[],
  at: number,
  { by, edges }: { readonly by: number; readonly edges: readonly number[] },
): readonly Column[] {
  const wide = (index: number, more: number): number => {
    const room = ((edges[index + 1] ?? 0) - (edges[index] ?? 0) + more) * point - padding
    return Math.max(6, Math.round(room * 10) / 10)
  }
  const [own, next] = [columns[at], columns[at + 1]]
  return columns.map((column, index) => {
    if (index === at && (isFixed(own) || next === undefined || !isFixed(next)))
      return { ...column, width: wide(at, by) }
    return index === at + 1 && isFixed(next) ? { ...column, width: wide(index, -by) } : column
  })
}
