export {
  blockAt,
  blocksIn,
  type BlockSpot,
  isWithin,
  moveBlocks,
  outermost,
  pointerOf,
  removeBlocks,
  setInBlock,
  spotOf,
} from '../blocks/tree.ts'

/** Parts of a template, from top to bottom. */
export const printParts = ['header', 'body', 'footer'] as const
/** A part of a template. */
export type PrintPart = (typeof printParts)[number]
