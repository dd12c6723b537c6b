import type { PageBlock, PageDocument, PageTab } from '@mortise/schema'
import { type Moved, pointerOf, type Spot, spotOf } from '../kit/spot.ts'

/** A list of blocks: `side`, or `tab/0`. */
type BlockList = string

/** A block by its place, as one text: `tab/0/2`. */
type BlockPointer = string

const tabOf = (list: BlockList): number | undefined =>
  list.startsWith('tab/') ? Number(list.slice('tab/'.length)) : undefined

/** The blocks of a list. */
export function blocksOf(page: PageDocument, list: BlockList): readonly PageBlock[] {
  const tab = tabOf(list)
  return (tab === undefined ? page.side : page.tabs[tab]?.blocks) ?? []
}

/** The block at a place. */
export function blockAt(page: PageDocument, pointer: BlockPointer): PageBlock | undefined {
  const { list, index } = spotOf(pointer)
  return blocksOf(page, list)[index]
}

function withBlocks(page: PageDocument, list: BlockList, blocks: readonly PageBlock[]): PageDocument {
  const tab = tabOf(list)
  if (tab === undefined) return { ...page, side: blocks }
  return { ...page, tabs: page.tabs.map((one, index) => (index === tab ? { ...one, blocks } : one)) }
}

/** Puts a block in. */
export function insertBlock(page: PageDocument, block: PageBlock, { list, index }: Spot): PageDocument {
  return withBlocks(page, list, blocksOf(page, list).toSpliced(index, 0, block))
}

/** Takes a block out. */
export function removeBlock(page: PageDocument, pointer: BlockPointer): PageDocument {
  const { list, index } = spotOf(pointer)
  return withBlocks(page, list, blocksOf(page, list).toSpliced(index, 1))
}

/** Moves a block; gives where it is then. */
export function moveBlock(page: PageDocument, pointer: BlockPointer, to: Spot): Moved<PageDocument> {
  const block = blockAt(page, pointer)
  if (block === undefined) return { value: page, pointer }
  const from = spotOf(pointer)
  const index = from.list === to.list && from.index < to.index ? to.index - 1 : to.index
  const next = insertBlock(removeBlock(page, pointer), block, { list: to.list, index })
  return { value: next, pointer: pointerOf({ list: to.list, index }) }
}

/** Lists in the order one walks through them: those of the tab that is open, then the side. */
function listsOf(tab: number): readonly BlockList[] {
  return [`tab/${tab}`, 'side']
}

/** One step up or down, into the next part of the page at its edges. */
export function stepBlock(
  page: PageDocument,
  pointer: BlockPointer,
  given: { readonly by: 1 | -1; readonly tab: number },
): Moved<PageDocument> {
  const { list, index } = spotOf(pointer)
  const { by, tab } = given
  const next = index + by
  if (next >= 0 && next < blocksOf(page, list).length)
    return moveBlock(page, pointer, { list, index: by === 1 ? index + 2 : index - 1 })
  const lists = listsOf(tab)
  const other = lists[lists.indexOf(list) + by]
  if (other === undefined) return { value: page, pointer }
  return moveBlock(page, pointer, { list: other, index: by === 1 ? 0 : blocksOf(page, other).length })
}

/** Every block on the screen while a tab is open, in the order one walks through them. */
export function walkBlocks(page: PageDocument, tab: number): readonly BlockPointer[] {
  return listsOf(tab).flatMap((list) => blocksOf(page, list).map((_, index) => pointerOf({ list, index })))
}

/** What is set of a block; what is undefined goes. */
export type BlockPatch = { readonly [key: string]: unknown }

/** Sets properties of a block; its type and id stay. */
export function patchBlock(page: PageDocument, pointer: BlockPointer, patch: BlockPatch): PageDocument {
  const { list, index } = spotOf(pointer)
  const block = blockAt(page, pointer)
  if (block === undefined) return page
  const entries = Object.entries({ ...block, ...patch }).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  const next = { ...Object.fromEntries(entries), type: block.type } as PageBlock
  return withBlocks(page, list, blocksOf(page, list).with(index, next))
}

/** Adds a tab at the end. */
export function addTab(page: PageDocument, tab: PageTab): PageDocument {
  return { ...page, tabs: [...page.tabs, tab] }
}

/** Takes a tab away with what stands in it; the last one stays. */
export function removeTab(page: PageDocument, at: number): PageDocument {
  return page.tabs.length < 2 ? page : { ...page, tabs: page.tabs.toSpliced(at, 1) }
}

/** Moves a tab one place. */
export function moveTab(page: PageDocument, at: number, by: 1 | -1): PageDocument {
  const tab = page.tabs[at]
  const to = at + by
  if (tab === undefined || to < 0 || to >= page.tabs.length) return page
  return { ...page, tabs: page.tabs.toSpliced(at, 1).toSpliced(to, 0, tab) }
}

/** Changes a tab. */
export function patchTab(page: PageDocument, at: number, patch: Partial<PageTab>): PageDocument {
  return { ...page, tabs: page.tabs.map((tab, index) => (index === at ? { ...tab, ...patch } : tab)) }
}
