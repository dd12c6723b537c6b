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

function below(placed: PlacedBlock, blocks: ExtensionList<BlockType>): readonly PlacedBlock[] {
  const children = blocks.find(placed.block.type)?.children?.(placed.block) ?? []
  return children.flatMap(({ at, blocks: inside }) =>
    inside.flatMap((block, index) =>
      withChildren({ block, place: placed.place, path: `${placed.path}${at}/${index}` }, blocks),
    ),
  )
}

function withChildren(placed: PlacedBlock, blocks: ExtensionList<BlockType>): readonly PlacedBlock[] {
  return isTooDeep(placed) ? [placed] : [placed, ...below(placed, blocks)]
}

/** Every block of a template, those inside others too, in reading order. */
export function placedBlocks(
  template: PrintDocument,
  blocks: ExtensionList<BlockType>,
): readonly PlacedBlock[] {
  const parts: readonly Place[] = ['header', 'body', 'footer']
  return parts.flatMap((place) =>
    (template[place] ?? []).flatMap((block, index) =>
      withChildren({ block, place, path: `/${place}/${index}` }, blocks),
    ),
  )
}
