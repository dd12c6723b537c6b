import { language } from '@mortise/expressions'
import { inspectionOf } from '@mortise/kit'
import {
  type DesignView,
  type PageDefinition,
  type PrintLayout,
  type PrintRemark,
  remarkable,
  renderTemplate,
  templateReads,
} from '@mortise/prints'
import { type DocumentByKind, type EntityModel, pointerParts, type PrintDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { renderLayout } from '../pdf/render-pdf.ts'
import { entityFor } from '../records/entity-for.ts'
import type { RuntimeOptions } from '../types.ts'
import { companyDetails } from './company.ts'
import { picturesFor } from './pictures-for.ts'
import { fill, type Filled, withPhotos } from './fill.ts'
import { rowRoom } from './room.ts'

/** A template laid out for its designer, and the record it is filled with; null where there is none as yet. */
export type DraftLayout = PrintLayout & {
  readonly record: string | null
  /** What it leaves short: letters that the fonts lack, pictures that there are none of. */
  readonly remarks: readonly PrintRemark[]
}

/** What a designer asks to see. */
export type DraftLayoutAsk = {
  readonly print: unknown
  /** The sample record; the newest one when absent. */
  readonly id?: string
  /** Blocks are shown that are hidden for this record. */
  readonly all?: boolean
}

/**
 * Lays a template out as it stands in a draft, over a record that its designer may print, and tells what stands where.
 * Blocks that are not finished take no room. Throws DESIGN_INVALID for what is no template, RECORD_NOT_FOUND, PDF_NO_ROOM.
 */
export async function draftLayout(
  workspace: Workspace,
  actor: Actor,
  { print, id, all = false }: DraftLayoutAsk,
): Promise<DraftLayout> {
  const template = templateIn(workspace.options, 'print', print) as PrintDocument
  const { filled, record } = await workspace.unit(async (unit) => {
    const entity = entityFor(unit, actor, template.entity)
    const view: DesignView = { marked: true, all }
    const newest = id ?? (await newestOf(unit, actor, entity))
    const may =
      newest !== null && (id !== undefined || (await unit.door(actor).may(entity.key, newest, 'print')))
    const record = may ? newest : null
    const filled: Pick<Filled, 'pages' | 'remarks' | 'photos'> =
      record === null
        ? await blank(unit, actor, { template, view })
        : await fill(unit, actor, { template, entity, id: record, view, room: rowRoom().record() })
    return { filled, record }
  })
  const { pages, remarks } = await withPhotos(workspace, filled)
  return { ...(await renderLayout(pages)), record, remarks }
}

/** The newest record that the actor may read. */
export async function newestOf(unit: Unit, actor: Actor, { key }: EntityModel): Promise<string | null> {
  const { records } = await unit.door(actor).query({
    entity: key,
    fields: ['id'],
    sort: [{ field: 'created_at', dir: 'desc' }],
    limit: 1,
  })
  return records[0]?.id ?? null
}

async function blank(
  unit: Unit,
  actor: Actor,
  { template, view }: { readonly template: PrintDocument; readonly view: DesignView },
): Promise<{ readonly pages: PageDefinition; readonly remarks: readonly PrintRemark[] }> {
  const { kit } = unit.options
  const remarks = remarkable()
  const pages = renderTemplate(
    template,
    {
      view,
      remarks,
      model: unit.published.model,
      record: { entity: template.entity, id: '', values: {}, isNew: true },
      company: await companyDetails(unit),
      user: actor.user,
      now: unit.now,
      assets: await picturesFor(
        unit,
        templateReads(template, unit.published.model, { ...kit, language }).assets,
      ),
      timeZone: unit.timeZone,
      locale: actor.locale,
    },
    { blocks: kit.blocks, fields: kit.fields, language },
  )
  return { pages, remarks: remarks.all() }
}

/**
 * The template somebody is at work on. What is wrong inside a block only costs that block: it may not be finished yet. Throws
 * DESIGN_INVALID for what is no template.
 */
export function templateIn(
  { kit }: Pick<RuntimeOptions, 'kit'>,
  kind: 'print' | 'mail',
  json: unknown,
): DocumentByKind['print' | 'mail'] {
  const { validator } = inspectionOf(kit)
  let template = json
  for (const { path } of validator.validateDocument(kind, json, kind))
    template = withoutBlock(template, pointerParts(path))
  const problems = validator.validateDocument(kind, template, kind)
  if (problems.length > 0) throw errors.DESIGN_INVALID({ count: problems.length }, { details: problems })
  return template as DocumentByKind['print' | 'mail']
}

type Plain = { readonly [key: string]: unknown }

/** A document without the innermost block that a path leads into: a space of no height keeps its place. */
function withoutBlock(node: unknown, [head, ...rest]: readonly string[], outermost = true): unknown {
  if (typeof node !== 'object' || node === null) return node
  const inner = head === undefined ? undefined : (node as Plain)[head]
  const cut = head === undefined ? undefined : withoutBlock(inner, rest, false)
  if (head !== undefined && cut !== inner)
    return Array.isArray(node) ? node.with(Number(head), cut) : { ...node, [head]: cut }
  const { type, id } = node as Plain
  if (outermost || Array.isArray(node) || typeof type !== 'string') return node
  return { type: 'spacer', height: 0, ...(typeof id === 'string' && id !== '' ? { id } : {}) }
}
