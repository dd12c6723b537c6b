export { type DesignView, printLocale, renderTemplate } from './render-template.ts'
export type { LaidBlock, LaidPage, LaidRow, PageDrawing, PlacedGlyph, PrintLayout } from './layout-map.ts'
export { filledContent } from './page-text.ts'
export { printFont } from './font.ts'
export { isDrawn } from './glyphs/letters.ts'
export { glyphProblems } from './glyphs/literal-text.ts'
export { offPaperProblems } from './off-paper.ts'
export { orientationProblems } from './orientation-problems.ts'
export { isContinuous, paperOf } from './paper.ts'
export { pagedProblems } from './paged/paged-problems.ts'
export { filesOf } from './photos/in-field.ts'
export { photoPart } from './photos/settings.ts'
export { blockOf, type PrintRemark, remarkable } from './remarks.ts'
export { toDocDefinition, printTableLayouts } from './doc-definition.ts'
export { joinedPages, sectionsOf, withSections } from './joined.ts'
export { chunksByHeight, type TableRoom } from './paged/chunks.ts'
export { emptyRow, pagedContent, rangeRow } from './paged/content.ts'
export { type Chunk, overTable, pagedTableOf, type PagedTable, type WriteSum } from './paged/types.ts'
export { sumWriter } from './paged/write-sum.ts'
export { type Heights, leavesRoom, measured, withHeadRoom } from './head-room.ts'
export { validateTemplate, type TemplateContext } from './validate-template.ts'
export { reportKey, templateReads, type TemplateReads } from './template-reads.ts'
export { reportContent } from './blocks/chart/block.ts'
export { builtinBlocks } from './blocks/index.ts'
export { footSpans } from './blocks/table/foot.ts'
export { approvalsSource, signatureName } from './decisions.ts'
export { code128Svg } from './blocks/barcode/code128.ts'
export { companyKeys, fieldAt, linksTo, printScope } from './scope.ts'
export { formatPattern } from './format/pattern.ts'
export {
  defineBlock,
  type BlockCells,
  type BlockChildren,
  type BlockHandles,
  type BlockRead,
  type BlockType,
  type CellKind,
  type CellSetting,
  type PrintContext,
  type PrintRow,
} from './define.ts'
export { errors as printErrors } from './errors.ts'
export type {
  FreeContent,
  PageDefinition,
  PageSection,
  PhotoAsked,
  PhotoFault,
  PhotoFound,
  PrintData,
  PrintedReport,
  PrintKit,
  ReportAsked,
  Verification,
} from './types.ts'
