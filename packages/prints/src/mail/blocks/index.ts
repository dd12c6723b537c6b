import { extensionList, type ExtensionList } from '@mortise/schema'
import type { MailBlockType } from '../define.ts'
import { boxBlock } from './box/block.ts'
import { buttonBlock } from './button/block.ts'
import { columnsBlock } from './columns/block.ts'
import { dividerBlock } from './divider/block.ts'
import { fieldsBlock } from './fields/block.ts'
import { headingBlock } from './heading/block.ts'
import { imageBlock } from './image/block.ts'
import { signatureBlock } from './signature/block.ts'
import { spacerBlock } from './spacer/block.ts'
import { tableBlock } from './table/block.ts'
import { textBlock } from './text/block.ts'

/** Every built-in block of mails, in the order of the palette. A new block is one folder and one line here. */
export const builtinMailBlocks: ExtensionList<MailBlockType> = extensionList([
  headingBlock,
  textBlock,
  buttonBlock,
  imageBlock,
  signatureBlock,
  fieldsBlock,
  tableBlock,
  columnsBlock,
  boxBlock,
  dividerBlock,
  spacerBlock,
])
