import type { ExtensionList, PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { BlockType } from './define.ts'

/** A part of the page that holds blocks. */
export type Place = 'header' | 'body' | 'footer'

/** A block with where it stands: the part of the page and the JSON pointer in the document. */
export type PlacedBlock = { readonly block: PrintBlockDocument; readonly place: Place; readonly path: string }

/** So deep blocks may stand in blocks. */
export const mostDeep = 12

/** How many blocks a block stands in: each has two numbers in the path, that of a part and that of a block in it. */
function depthOf({ path }: PlacedBlock): number {
  return Math.floor(path.split('/').filter((part) => /^\d+$/.test(part)).length / 2)
}

/** Whether a block stands deeper than any page needs; what is inside of it is not looked at. */
export function isTooDeep(placed: PlacedBlock): boolean {
  return depthOf(placed) > mostDeep
}

/** Kinds of blocks, as far as they say what stands inside of them. */
type Holders = { readonly find: (type: string) => Pick<BlockType, 'children'> | undefined }

function below(placed: PlacedBlock, types: Holders): readonly PlacedBlock[] {
  const children = types.find(placed.block.type)?.children?.(placed.block) ?? []
  return children.flatMap(({ at, blocks }) =>
    placedIn(blocks, { place: placed.place, at: `${placed.path}${at}` }, types),
  )
}

function withChildren(placed: PlacedBlock, types: Holders): readonly PlacedBlock[] {
  return isTooDeep(placed) ? [placed] : [placed, ...below(placed, types)]
}

/** Every block of a list that stands at `at`, those inside others too, in reading order. */
export function placedIn(
  list: readonly PrintBlockDocument[],
  { place, at }: { readonly place: Place; readonly at: string },
  types: Holders,
): readonly PlacedBlock[] {
  return list.flatMap((block, index) => withChildren({ block, place, path: `${at}/${index}` }, types))
}

/** Every block of a template, those inside others too, in reading order. */
export function placedBlocks(
  template: PrintDocument,
  blocks: ExtensionList<BlockType>,
): readonly PlacedBlock[] {
  const parts: readonly Place[] = ['header', 'body', 'footer']
  return parts.flatMap((place) => placedIn(template[place] ?? [], { place, at: `/${place}` }, blocks))
}
