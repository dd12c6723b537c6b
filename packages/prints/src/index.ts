export { renderTemplate, printFont } from './render-template.ts'
export { toDocDefinition, printTableLayouts } from './doc-definition.ts'
export { type Heights, leavesRoom, measured, withHeadRoom } from './head-room.ts'
export { validateTemplate, type TemplateContext } from './validate-template.ts'
export { templateReads, type TemplateReads } from './template-reads.ts'
export { builtinBlocks } from './blocks/index.ts'
export { approvalsSource } from './blocks/approval-trail/block.ts'
export { code128Svg } from './blocks/barcode/code128.ts'
export { companyKeys, printScope } from './scope.ts'
export { formatPattern } from './format/pattern.ts'
export {
  defineBlock,
  type BlockChildren,
  type BlockRead,
  type BlockType,
  type PrintContext,
  type PrintRow,
} from './define.ts'
export { errors as printErrors } from './errors.ts'
export type { PageDefinition, PrintData, PrintKit } from './types.ts'
