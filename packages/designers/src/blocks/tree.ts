import type { BlockDocument } from '@mortise/schema'

/*
 * Templates are made of blocks, on paper and in mails. A block is named by its JSON pointer, `/body/3` or
 * `/body/4/columns/0/blocks/1`; a list of blocks by the pointer without the number.
 */

/** A place in a list of blocks. */
export type BlockSpot = { readonly list: string; readonly index: number }

type Tree = { readonly [key: string]: unknown } | readonly unknown[]

const partsOf = (at: string): readonly string[] => at.split('/').slice(1)

function under(node: unknown, [head, ...rest]: readonly string[]): unknown {
  if (head === undefined) return node
  return typeof node === 'object' && node !== null
    ? under((node as { readonly [key: string]: unknown })[head], rest)
    : undefined
}

/** The same tree with something else at a path; the path is made where it is not there. */
function changed(
  node: unknown,
  [head, ...rest]: readonly string[],
  change: (old: unknown) => unknown,
): unknown {
  if (head === undefined) return change(node)
  const old = (node as { readonly [key: string]: unknown } | undefined)?.[head]
  const next = changed(old, rest, change)
  return Array.isArray(node) ? node.with(Number(head), next) : { ...(node as Tree), [head]: next }
}

/** Where a block stands. */
export function spotOf(at: string): BlockSpot {
  const cut = at.lastIndexOf('/')
  return { list: at.slice(0, cut), index: Number(at.slice(cut + 1)) }
}

/** The pointer of the block at a place. */
export function pointerOf({ list, index }: BlockSpot): string {
  return `${list}/${index}`
}

/** The blocks of a list, of a part such as `/body` or inside another block. */
export function blocksIn(document: object, list: string): readonly BlockDocument[] {
  const found = under(document, partsOf(list))
  return Array.isArray(found) ? (found as readonly BlockDocument[]) : []
}

/** The block a pointer names. */
export function blockAt(document: object, at: string): BlockDocument | undefined {
  const { list, index } = spotOf(at)
  return blocksIn(document, list)[index]
}

function withList<Template extends object>(
  document: Template,
  list: string,
  change: (blocks: readonly BlockDocument[]) => readonly BlockDocument[],
): Template {
  return changed(document, partsOf(list), (old) =>
    change(Array.isArray(old) ? (old as readonly BlockDocument[]) : []),
  ) as Template
}

/** The template with a block more. */
export function insertBlock<Template extends object>(
  document: Template,
  spot: BlockSpot,
  block: BlockDocument,
): Template {
  return withList(document, spot.list, (blocks) => blocks.toSpliced(spot.index, 0, block))
}

/** Whether a block stands inside another one, or is it. */
export function isWithin(at: string, other: string): boolean {
  return at === other || at.startsWith(`${other}/`)
}

/** Pointers without those that stand inside others of them, in the order of the document. */
export function outermost(ats: readonly string[]): readonly string[] {
  return [...new Set(ats)]
    .filter((at) => !ats.some((other) => other !== at && isWithin(at, other)))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** The template without some blocks. */
export function removeBlocks<Template extends object>(document: Template, ats: readonly string[]): Template {
  // From the end, so that those before keep their place.
  return outermost(ats).reduceRight((rest, at) => {
    const { list, index } = spotOf(at)
    return withList(rest, list, (blocks) => blocks.toSpliced(index, 1))
  }, document)
}

/** Where a list is once something was taken out that may have stood before it; undefined where it was inside of that. */
function listAfter(list: string, gone: string): string | undefined {
  if (isWithin(list, gone)) return undefined
  const { list: from, index } = spotOf(gone)
  if (!list.startsWith(`${from}/`)) return list
  const [head = '', ...rest] = list.slice(from.length + 1).split('/')
  const place = Number(head)
  return place > index ? [from, String(place - 1), ...rest].join('/') : list
}

/**
 * Moves blocks before the one that stands at `to` now, also into another list, and says where the first of them is then. The
 * template stays as it is where they can't go: into themselves.
 */
export function moveBlocks<Template extends object>(
  document: Template,
  ats: readonly string[],
  to: BlockSpot,
): { readonly document: Template; readonly at: readonly string[] } {
  const moved = outermost(ats).filter((at) => blockAt(document, at) !== undefined)
  const blocks = moved.flatMap((at) => blockAt(document, at) ?? [])
  let list: string | undefined = to.list
  let { index } = to
  for (const at of moved.toReversed()) {
    const from = spotOf(at)
    if (from.list === list && from.index < index) index -= 1
    list = list === undefined ? undefined : listAfter(list, at)
  }
  if (list === undefined || blocks.length === 0) return { document, at: ats }
  const home = list
  const next = blocks.reduce(
    (all, block, offset) => insertBlock(all, { list: home, index: index + offset }, block),
    removeBlocks(document, moved),
  )
  const same = JSON.stringify(next) === JSON.stringify(document)
  return { document: same ? document : next, at: blocks.map((_, offset) => `${home}/${index + offset}`) }
}

/** Sets some settings of a block; undefined takes one away. */
export function setInBlock<Template extends object>(
  document: Template,
  at: string,
  settings: { readonly [key: string]: unknown },
): Template {
  return changed(document, partsOf(at), (block) => {
    const next = { ...(block as BlockDocument), ...settings }
    return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
  }) as Template
}

/** The template with another block in the place of one. */
export function replaceBlock<Template extends object>(
  document: Template,
  at: string,
  block: BlockDocument,
): Template {
  return changed(document, partsOf(at), () => block) as Template
}

/** Changes the settings a panel shows of a block; what it doesn't show stays. */
export function putBlock<Template extends object>(
  document: Template,
  at: string,
  change: {
    readonly shown: readonly { readonly key: string }[]
    readonly values: { readonly [key: string]: unknown }
  },
): Template {
  const keys = new Set(change.shown.map(({ key }) => key))
  return changed(document, partsOf(at), (block) => {
    const kept = Object.entries(block as BlockDocument).filter(([key]) => !keys.has(key))
    return { ...Object.fromEntries(kept), ...change.values, type: (block as BlockDocument).type }
  }) as Template
}
