import { extensionList, type ExtensionList } from '@mortise/schema'
import type { BlockType } from '../define.ts'
import { approvalTrailBlock } from './approval-trail/block.ts'
import { barcodeBlock } from './barcode/block.ts'
import { chartBlock } from './chart/block.ts'
import { boxBlock } from './box/block.ts'
import { columnsBlock } from './columns/block.ts'
import { dividerBlock } from './divider/block.ts'
import { fieldsBlock } from './fields/block.ts'
import { imageBlock } from './image/block.ts'
import { pageNumberBlock } from './page-number/block.ts'
import { photosBlock } from './photos/block.ts'
import { qrBlock } from './qr/block.ts'
import { sectionBlock } from './section/block.ts'
import { sealBlock } from './seal/block.ts'
import { signBlock } from './sign/block.ts'
import { spacerBlock } from './spacer/block.ts'
import { tableBlock } from './table/block.ts'
import { textBlock } from './text/block.ts'
import { totalWordsBlock } from './total-words/block.ts'
import { verifyBlock } from './verify/block.ts'

/** Every built-in print block, in the order of the palette. A new block is one folder and one line here. */
export const builtinBlocks: ExtensionList<BlockType> = extensionList([
  textBlock,
  fieldsBlock,
  tableBlock,
  totalWordsBlock,
  chartBlock,
  imageBlock,
  photosBlock,
  qrBlock,
  barcodeBlock,
  verifyBlock,
  columnsBlock,
  boxBlock,
  dividerBlock,
  spacerBlock,
  sectionBlock,
  pageNumberBlock,
  signBlock,
  sealBlock,
  approvalTrailBlock,
])
