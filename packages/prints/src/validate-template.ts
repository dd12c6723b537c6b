import type { ErrorDetail } from '@mortise/errors'
import type { Model, PrintDocument } from '@mortise/schema'
import {
  checkIds,
  type Checking,
  checkNames,
  checkRead,
  checkSettings,
  checkTemplateText,
  checkVisible,
  hint,
  problem,
} from './check-reads.ts'
import type { BlockType } from './define.ts'
import { errors } from './errors.ts'
import { paperNames, paperOf } from './paper.ts'
import { linksTo, printScope } from './scope.ts'
import { textOf } from './settings.ts'
import type { PrintKit } from './types.ts'
import { isTooDeep, mostDeep, placedBlocks, type PlacedBlock } from './walk.ts'

/** What a template is checked against. */
export type TemplateContext = PrintKit & { readonly model: Model }

type PageChecking = TemplateContext & Checking & { readonly page: PrintDocument['page'] }

function checkBlock(
  placed: PlacedBlock,
  ids: ReadonlySet<string>,
  checking: PageChecking,
): readonly ErrorDetail[] {
  const { block, place, path } = placed
  const type = checking.blocks.find(block.type)
  if (type === undefined) {
    const near = hint(
      block.type,
      checking.blocks.all.map((one) => one.type),
    )
    return [problem(`${path}/type`, errors.PRINT_BLOCK_UNKNOWN({ type: block.type, hint: near }))]
  }
  if (isTooDeep(placed)) return [problem(path, errors.PRINT_TOO_DEEP({ most: mostDeep }))]
  const found: ErrorDetail[] = [...checkSettings(placed, type)]
  if (!type.places.includes(place))
    found.push(problem(path, errors.PRINT_BLOCK_PLACE({ type: block.type, places: type.places.join(', ') })))
  const anchor = textOf(block, 'anchor')
  if (type.floats === true && !ids.has(anchor))
    found.push(problem(`${path}/anchor`, errors.PRINT_ANCHOR_UNKNOWN({ type: block.type, anchor })))
  found.push(
    ...checkNames(placed, type),
    ...checkReport(placed, type, checking),
    ...checkSection(placed, type, checking),
  )
  if (block.visible !== undefined) found.push(...checkVisible(block.visible, `${path}/visible`, checking))
  return [...found, ...type.reads(block).flatMap((read) => checkRead(read, path, checking))]
}

/** Records of a report belong to the printed one by the one link that leads there; that there is the report is checked elsewhere. */
function checkReport(
  { block, path }: PlacedBlock,
  type: BlockType,
  { model, fields, entity }: PageChecking,
): readonly ErrorDetail[] {
  const asked = type.report?.(block)
  const report = asked && model.document('report', asked.report)
  if (asked?.own !== true || report === undefined) return []
  const links = linksTo(model, fields, { from: report.source.entity, to: entity.key })
  return links.length === 1
    ? []
    : [
        problem(
          `${path}/own`,
          errors.PRINT_REPORT_LINK({ entity: entity.key, links: links.join(', ') || '-' }),
        ),
      ]
}

function checkPage(page: PrintDocument['page'], path: string): readonly ErrorDetail[] {
  const paper = paperOf(page)
  if (paper === undefined)
    return [
      problem(
        `${path}/size`,
        errors.PRINT_PAGE_SIZE({ size: String(page.size), known: paperNames.join(', ') }),
      ),
    ]
  const [left = 40, top = 40, right = 40, bottom = 40] = page.margins ?? []
  const fits = left + right < paper.width - 36 && top + bottom < paper.height - 36
  return fits ? [] : [problem(`${path}/margins`, errors.PRINT_PAGE_MARGINS())]
}

/** A change of paper stands in the body itself, and to paper that there is; what has a place of its own stands there too. */
function checkSection(
  { block, path }: PlacedBlock,
  type: BlockType,
  checking: PageChecking,
): readonly ErrorDetail[] {
  const change = type.page?.(block)
  if (change === undefined && type.free === undefined) return []
  if (!/^\/body\/\d+$/.test(path))
    return [problem(path, errors.PRINT_BLOCK_PLACE({ type: block.type, places: 'body' }))]
  if (change === undefined) return []
  return checkPage({ ...checking.page, ...change.page }, path)
}

/** Every problem of a template, with JSON pointers into the document; empty when it can be published. */
export function validateTemplate(template: PrintDocument, ctx: TemplateContext): readonly ErrorDetail[] {
  const entity = ctx.model.entity(template.entity)
  if (entity === undefined)
    return [problem('/entity', errors.PRINT_ENTITY_UNKNOWN({ entity: template.entity }))]
  const checking: PageChecking = { ...ctx, entity, page: template.page }
  const placed = placedBlocks(template, ctx.blocks)
  const ids = new Set(placed.flatMap(({ block }) => block.id ?? []))
  const scope = printScope(entity)
  const { watermark, edgeSeal, fileName } = template
  return [
    ...checkPage(template.page, '/page'),
    ...checkIds(placed),
    ...placed.flatMap((one) => checkBlock(one, ids, checking)),
    ...(watermark?.text === undefined
      ? []
      : checkTemplateText(watermark.text, '/watermark/text', { scope, kit: ctx })),
    ...(watermark?.visible === undefined
      ? []
      : checkVisible(watermark.visible, '/watermark/visible', checking)),
    ...(edgeSeal?.visible === undefined ? [] : checkVisible(edgeSeal.visible, '/edgeSeal/visible', checking)),
    ...(fileName === undefined ? [] : checkTemplateText(fileName, '/fileName', { scope, kit: ctx })),
  ]
}
