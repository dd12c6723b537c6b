import type { ExtensionList, PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { BlockType } from './define.ts'

/** A part of the page that holds blocks. */
export type Place = 'header' | 'body' | 'footer'

/** A block with where it stands: the part of the page and the JSON pointer in the document. */
export type PlacedBlock = { readonly block: PrintBlockDocument; readonly place: Place; readonly path: string }

function below(placed: PlacedBlock, blocks: ExtensionList<BlockType>): readonly PlacedBlock[] {
  const children = blocks.find(placed.block.type)?.children?.(placed.block) ?? []
  return children.flatMap(({ at, blocks: inside }) =>
    inside.flatMap((block, index) =>
      withChildren({ block, place: placed.place, path: `${placed.path}${at}/${index}` }, blocks),
    ),
  )
}

function withChildren(placed: PlacedBlock, blocks: ExtensionList<BlockType>): readonly PlacedBlock[] {
  return [placed, ...below(placed, blocks)]
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
