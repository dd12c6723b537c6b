import type { Expression, Scope } from '@mortise/expressions'
import type { EntityModel, Model, PrintDocument } from '@mortise/schema'
import type { BlockRead } from './define.ts'
import { fillParts } from '@mortise/schema'
import { printScope, sourceEntity } from './scope.ts'
import type { PrintKit, ReportAsked } from './types.ts'
import { textOf } from './settings.ts'
import { placedBlocks } from './walk.ts'

/** What has to be fetched before a template can be filled. All lists sorted and without doubles. */
export type TemplateReads = {
  /** Field paths of the record, along links; and child paths such as `items.price` that formulas read. */
  readonly paths: readonly string[]
  /** Paths of the rows of each source, by source name. */
  readonly rows: { readonly [source: string]: readonly string[] }
  /** Sources that are no relation of the entity, such as `approvals`. */
  readonly sources: readonly string[]
  /** Handwritten names that came with decisions. */
  readonly signed: boolean
  /** Reports, each once. */
  readonly reports: readonly ReportAsked[]
  /** Names of own pictures. */
  readonly assets: readonly string[]
}

/** The name by which a report that a block asks for is found again. */
export function reportKey({ report, own, width }: ReportAsked): string {
  return JSON.stringify([report, own, width])
}

function textExpressions(text: string, kit: Pick<PrintKit, 'language'>): readonly Expression[] {
  return fillParts(text).flatMap((part) => {
    if ('text' in part) return []
    const parsed = kit.language.parse(part.source)
    return parsed.ok ? [parsed.expression] : []
  })
}

function expressionPaths(
  expression: Expression,
  scope: Scope,
  kit: Pick<PrintKit, 'language'>,
): readonly string[] {
  const checked = kit.language.check(expression, scope)
  return checked.ok ? checked.info.deps.paths : []
}

function readPaths(read: BlockRead, scope: Scope, kit: Pick<PrintKit, 'language'>): readonly string[] {
  if ('path' in read) return [read.path]
  if ('expression' in read) return expressionPaths(read.expression, scope, kit)
  if ('template' in read)
    return textExpressions(read.template, kit).flatMap((one) => expressionPaths(one, scope, kit))
  return []
}

function tidy(paths: Iterable<string>): readonly string[] {
  return [...new Set(paths)].sort()
}

/** What is asked of the record and of the rows around it, out of all that the parts of a template read. */
export function fetchedFor(
  entity: EntityModel,
  {
    reads,
    conditions,
    texts,
  }: {
    readonly reads: readonly BlockRead[]
    readonly conditions: readonly Expression[]
    readonly texts: readonly string[]
  },
  given: { readonly model: Model; readonly kit: Pick<PrintKit, 'language'> },
): Pick<TemplateReads, 'paths' | 'rows' | 'sources' | 'signed'> {
  const { model, kit } = given
  const scope = printScope(entity)
  const own = [
    ...reads.filter((one) => one.source === undefined).flatMap((one) => readPaths(one, scope, kit)),
    ...conditions.flatMap((one) => expressionPaths(one, scope, kit)),
    ...texts.flatMap((one) => textExpressions(one, kit)).flatMap((one) => expressionPaths(one, scope, kit)),
  ].filter((path) => !path.startsWith('company.'))
  const named = tidy(reads.flatMap((one) => one.source ?? []))
  const relations = named.filter((source) => entity.relation(source) !== undefined)
  const rows = relations.map((source) => {
    const rowScope = sourceEntity(entity, source, model)?.scope ?? scope
    const inside = reads.filter((one) => one.source === source)
    return [source, tidy(inside.flatMap((one) => readPaths(one, rowScope, kit)))] as const
  })
  return {
    paths: tidy(own),
    rows: Object.fromEntries(rows),
    sources: named.filter((one) => !relations.includes(one)),
    signed: reads.some((one) => 'rows' in one && one.signed === true),
  }
}

/** Nothing of anything. */
export const noReads: TemplateReads = {
  paths: [],
  rows: {},
  sources: [],
  signed: false,
  reports: [],
  assets: [],
}

/** Finds out what a template reads of a record, so that one fetch brings all of it. */
export function templateReads(template: PrintDocument, model: Model, kit: PrintKit): TemplateReads {
  const entity = model.entity(template.entity)
  if (entity === undefined) return noReads
  const placed = placedBlocks(template, kit.blocks)
  const reads = placed.flatMap(({ block }) => kit.blocks.find(block.type)?.reads(block) ?? [])
  const reports = placed.flatMap(({ block }) => kit.blocks.find(block.type)?.report?.(block) ?? [])
  const conditions = [
    ...placed.flatMap(({ block }) => block.visible ?? []),
    template.watermark?.visible ?? true,
    template.edgeSeal?.visible ?? true,
  ]
  const texts = [template.watermark?.text ?? '', template.fileName ?? '']
  return {
    ...fetchedFor(entity, { reads, conditions, texts }, { model, kit }),
    reports: [...new Map(reports.map((one) => [reportKey(one), one])).values()],
    assets: assetNames([
      ...placed.map(({ block }) => textOf(block, 'asset')),
      template.watermark?.asset ?? '',
      template.edgeSeal?.asset ?? '',
    ]),
  }
}

/** Names of pictures, sorted, each once. */
export function assetNames(names: readonly string[]): readonly string[] {
  return tidy(names.filter((name) => name !== ''))
}
