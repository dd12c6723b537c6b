import { extensionList, type ExtensionList } from '@mortise/schema'
import { compareBlock } from './compare.tsx'
import { detailsBlock } from './details.tsx'
import { fieldsBlock } from './fields.tsx'
import { knowledgeBlock } from './knowledge.tsx'
import { noteBlock } from './note.tsx'
import { orgMapBlock } from './org-map.tsx'
import { relatedBlock } from './related.tsx'
import { reportBlock } from './report.tsx'
import { composerBlock, flowsBlock, timelineBlock } from './story.tsx'
import type { BlockType } from './types.ts'

/** Every block a record's page is put together from, in the order they are offered. One line each. */
export const pageBlocks: ExtensionList<BlockType> = extensionList<BlockType>([
  detailsBlock,
  fieldsBlock,
  relatedBlock,
  orgMapBlock,
  compareBlock,
  reportBlock,
  flowsBlock,
  composerBlock,
  timelineBlock,
  knowledgeBlock,
  noteBlock,
])
