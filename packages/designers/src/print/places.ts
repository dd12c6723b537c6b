import type { LaidBlock, PrintLayout } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { type BlockSpot, blocksIn, spotOf } from './commands.ts'

/** A point of a page, in millimetres. */
export type PagePoint = { readonly page: number; readonly x: number; readonly y: number }

/** Where something would be put, and the line that shows it. */
export type DropPlace = BlockSpot & {
  readonly line: { readonly page: number; readonly x: number; readonly y: number; readonly width: number }
}

function partAt({ page, y }: PagePoint, layout: PrintLayout, print: PrintDocument): string {
  const sheet = layout.pages[page]
  if (sheet === undefined) return '/body'
  const [, top, , bottom] = sheet.margins
  if (y < top && (print.header ?? []).length > 0) return '/header'
  return y > sheet.height - bottom && (print.footer ?? []).length > 0 ? '/footer' : '/body'
}

const holds = (box: LaidBlock, { x, y }: PagePoint): boolean =>
  x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height

/** What a drop is judged by. */
type DropGround = {
  readonly layout: PrintLayout
  readonly print: PrintDocument
  /** Whether blocks of a type stand nowhere among the others. */
  readonly floats: (type: string) => boolean
  /** The list inside a block that takes what is dropped anywhere on it. */
  readonly holder: (at: string) => string | undefined
}

/** The innermost list at a point: that of a part of the page, or of blocks side by side. */
function listAt(
  point: PagePoint,
  { layout, print, holder }: Pick<DropGround, 'layout' | 'print' | 'holder'>,
): string {
  const box = layout.blocks.findLast(
    (one) => one.page === point.page && holds(one, point) && holder(one.at) !== undefined,
  )
  if (box !== undefined) return holder(box.at) ?? '/body'
  const part = partAt(point, layout, print)
  const here = layout.blocks.filter(({ page, at }) => page === point.page && at.startsWith(`${part}/`))
  const inner = here.filter(({ at }) => spotOf(at).list !== part)
  const columns = Map.groupBy(inner, ({ at }) => spotOf(at).list)
  const found = [...columns].filter(([list, blocks]) => {
    // A column reaches as far down as the block it belongs to.
    const around = here.find(({ at }) => list.startsWith(`${at}/`) && spotOf(at).list === part)
    const [first] = blocks
    return (
      first !== undefined &&
      point.x >= first.x &&
      point.x <= first.x + first.width &&
      holds({ ...(around ?? first), x: first.x, width: first.width }, point)
    )
  })
  return found.map(([list]) => list).toSorted((a, b) => b.length - a.length)[0] ?? part
}

/**
 * Where something dropped at a point is put among the blocks: before the first one of the list there whose middle is lower.
 * Blocks that float are left out: nothing stands before or behind them.
 */
export function dropPlace(
  point: PagePoint,
  { layout, print, floats, holder }: DropGround,
): DropPlace | undefined {
  const sheet = layout.pages[point.page]
  if (sheet === undefined) return undefined
  const list = listAt(point, { layout, print, holder })
  const blocks = blocksIn(print, list)
  const standing = layout.blocks
    .filter(({ at, page }) => page === point.page && spotOf(at).list === list)
    .map((box) => ({ ...box, index: spotOf(box.at).index }))
    .filter(({ index }) => !floats(blocks[index]?.type ?? ''))
    .toSorted((a, b) => a.y - b.y || a.index - b.index)
  const next = standing.find(({ y, height }) => point.y < y + height / 2)
  const last = standing.at(-1)
  const [left, top, right] = sheet.margins
  const whole = { x: left, width: sheet.width - left - right }
  const frame = next ?? last ?? whole
  const { x, width } = frame
  const before = layout.blocks.filter(({ at, page }) => page < point.page && spotOf(at).list === list)
  const index =
    next?.index ??
    (last === undefined ? Math.max(-1, ...before.map(({ at }) => spotOf(at).index)) + 1 : last.index + 1)
  const y = next?.y ?? (last === undefined ? top : last.y + last.height)
  return { list, index, line: { page: point.page, x, y, width } }
}
