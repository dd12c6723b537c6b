import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'

/** Parts of a template, from top to bottom. */
export const printParts = ['header', 'body', 'footer'] as const
/** A part of a template. */
export type PrintPart = (typeof printParts)[number]

type Spot = { readonly part: PrintPart; readonly index: number }

/** The blocks of a part. */
export function blocksOf(print: PrintDocument, part: PrintPart): readonly PrintBlockDocument[] {
  return print[part] ?? []
}

function withBlocks(
  print: PrintDocument,
  part: PrintPart,
  blocks: readonly PrintBlockDocument[],
): PrintDocument {
  return { ...print, [part]: blocks }
}

/** The template with a block more. */
export function insertBlock(
  print: PrintDocument,
  { part, index }: Spot,
  block: PrintBlockDocument,
): PrintDocument {
  return withBlocks(print, part, blocksOf(print, part).toSpliced(index, 0, block))
}

/** The template without a block. */
export function removeBlock(print: PrintDocument, { part, index }: Spot): PrintDocument {
  return withBlocks(print, part, blocksOf(print, part).toSpliced(index, 1))
}

/** Moves a block before the one that stands at `to` now, also into another part. */
export function moveBlock(print: PrintDocument, from: Spot, to: Spot): PrintDocument {
  const block = blocksOf(print, from.part)[from.index]
  const index = from.part === to.part && to.index > from.index ? to.index - 1 : to.index
  if (block === undefined || index < 0 || (from.part === to.part && index === from.index)) return print
  return insertBlock(removeBlock(print, from), { part: to.part, index }, block)
}

/** Changes the settings a panel shows of a block; what it doesn't show stays. */
export function putBlock(
  print: PrintDocument,
  { part, index }: Spot,
  change: {
    readonly shown: readonly { readonly key: string }[]
    readonly values: { readonly [key: string]: unknown }
  },
): PrintDocument {
  const keys = new Set(change.shown.map(({ key }) => key))
  const blocks = blocksOf(print, part).map((block, at) => {
    if (at !== index) return block
    const kept = Object.entries(block).filter(([key]) => !keys.has(key))
    return { ...Object.fromEntries(kept), ...change.values, type: block.type }
  })
  return withBlocks(print, part, blocks)
}
