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
import { filesOf } from './photos/in-field.ts'
import { isTooDeep, mostDeep, placedBlocks, type PlacedBlock } from './walk.ts'

/** What a template is checked against. */
export type TemplateContext = PrintKit & { readonly model: Model }

type Checking = TemplateContext & { readonly entity: EntityModel; readonly page: PrintDocument['page'] }

function problem(path: string, error: MortiseError): ErrorDetail {
  return { path, code: error.code, message: error.text }
}

function hint(wrong: string, known: Iterable<string>): string {
  const near = nearestName(wrong, known)
  return near === undefined ? '' : ` (→ ${near}?)`
}

/** Rows that are no relation, yet may always be asked for. */
const extraSources: ReadonlySet<string> = new Set([approvalsSource])

type Ground = { readonly entity: EntityModel; readonly scope: Scope }

/** Where names of a read are looked up: the record, or a row of its source. Undefined for rows of no entity. */
function groundOf(read: BlockRead, checking: Checking): Ground | undefined {
  if (read.source === undefined) return { entity: checking.entity, scope: printScope(checking.entity) }
  const entity = sourceEntity(checking.entity, read.source, checking.model)
  return entity && { entity, scope: entity.scope }
}

function checkTemplateText(
  text: string,
  path: string,
  given: { readonly scope: Scope; readonly kit: PrintKit },
): readonly ErrorDetail[] {
  if (!isWholeFill(text)) return [problem(path, errors.PRINT_FILL_UNCLOSED({ text: text.slice(0, 60) }))]
  return fillParts(text).flatMap((part) => {
    if ('text' in part) return []
    const parsed = given.kit.language.parse(part.source)
    if (!parsed.ok) {
      const { zh, en } = parsed.problem.message
      return [problem(path, errors.PRINT_FILL_SYNTAX({ text: part.source, reason: `${zh} / ${en}` }))]
    }
    const checked = given.kit.language.check(parsed.expression, given.scope)
    return checked.ok ? [] : checked.problems.map((one) => ({ ...one, path }))
  })
}

function checkRead(read: BlockRead, base: string, checking: Checking): readonly ErrorDetail[] {
  const path = `${base}${read.at}`
  const { entity } = checking
  const source = read.source ?? ''
  const known = entity.relations.map((one) => one.key)
  if (read.source !== undefined && !known.includes(source) && !extraSources.has(source)) {
    // The rows themselves are read once; their columns need not say it again.
    return 'rows' in read
      ? [problem(path, errors.PRINT_SOURCE_UNKNOWN({ source, known: known.join(', ') }))]
      : []
  }
  if ('rows' in read && read.step !== undefined && !isStep(read.step, checking)) {
    const near = hint(read.step, stepNames(checking))
    return [problem(path, errors.PRINT_STEP_UNKNOWN({ step: read.step, hint: near }))]
  }
  const ground = groundOf(read, checking)
  if (ground === undefined || 'rows' in read) return []
  if ('template' in read)
    return checkTemplateText(read.template, path, { scope: ground.scope, kit: checking })
  if ('expression' in read) {
    const kind = read.sums === true ? 'number' : read.condition === true ? 'boolean' : undefined
    const expect = kind === undefined ? undefined : { expect: { kind } as const }
    const checked = checking.language.check(read.expression, ground.scope, expect)
    if (!checked.ok) return checked.problems.map((one) => ({ ...one, path: `${path}${one.path}` }))
    const only = read.sums === true ? pathOf(read.expression) : undefined
    return only === undefined ? [] : checkSum(fieldAt(ground.entity, only, checking), path, checking)
  }
  const field = fieldAt(ground.entity, read.path, checking)
  if (field !== undefined && read.handwritten === true)
    return checking.fields.find(field.type)?.handwritten === true
      ? []
      : [problem(path, errors.PRINT_NOT_HANDWRITTEN({ path: read.path }))]
  if (field !== undefined && read.photos === true)
    return filesOf(ground.entity, field, checking) === undefined
      ? [problem(path, errors.PRINT_NOT_PICTURES({ path: read.path }))]
      : []
  if (field !== undefined) return read.sums === true ? checkSum(field, path, checking) : []
  return [
    problem(
      path,
      errors.PRINT_FIELD_UNKNOWN({ path: read.path, hint: hint(read.path, ground.scope.keys()) }),
    ),
  ]
}

/** What is added up has to be a number: texts, choices and days have no sum. Shares that come to 100% have one. */
function checkSum(field: FieldModel | undefined, path: string, checking: Checking): readonly ErrorDetail[] {
  const type = field && checking.fields.find(field.type)
  const result = field && (type?.resultType?.(field.document) ?? type)
  if (field === undefined || result === undefined) return []
  if (
    result.aggregates.includes('sum') ||
    result.expressionType(field.document, () => undefined).kind === 'number'
  )
    return []
  const [zh, en] = (['zh', 'en'] as const).map((locale) => say(field.document.label, locale) || field.key)
  return [problem(path, errors.PRINT_SUM_TYPE({ name: zh === en ? (zh ?? '') : `${zh} / ${en}` }))]
}

const headKeys: ReadonlySet<string> = new Set(['type', 'id', 'visible', 'keepTogether', 'keepWithNext'])

function checkSettings({ block, path }: PlacedBlock, type: BlockType): readonly ErrorDetail[] {
  const known = type.settings.map((one) => one.key)
  const unknown = Object.keys(block).filter((key) => !headKeys.has(key) && !known.includes(key))
  const missing = type.settings.filter((one) => one.required === true && block[one.key] === undefined)
  return [
    ...unknown.map((key) =>
      problem(
        `${path}/${key}`,
        errors.PRINT_SETTING_UNKNOWN({ type: block.type, key, hint: hint(key, known) }),
      ),
    ),
    ...missing.map(({ key }) => problem(path, errors.PRINT_SETTING_MISSING({ type: block.type, key }))),
  ]
}
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
