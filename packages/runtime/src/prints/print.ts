import { joinedPages, type PageDefinition, type Verification } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { type EvaluationInput, language } from '@mortise/expressions'
import {
  approvalsSource,
  type DesignView,
  joinedPages,
  type PageDefinition,
  printLocale,
  renderTemplate,
  templateReads,
} from '@mortise/prints'
import type { EntityModel, PrintDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { renderPdf } from '../pdf/render-pdf.ts'
import { entityFor } from '../records/entity-for.ts'
import type { RowRoom } from './around.ts'
import { fill, type Filled } from './fill.ts'
import { batchRoom, rowRoom } from './room.ts'

/** A drawn document. */
export type Printed = { readonly fileName: string; readonly bytes: Uint8Array }

/**
 * Prints records with a template, one document each. Every print is audited. They are drawn one after the other, so that many
 * take no more memory than one and their bytes; throws PRINT_ROWS_MANY or PRINT_BATCH_LARGE where that is too much.
 */
export async function printRecords(
  workspace: Workspace,
  actor: Actor,
  given: {
    readonly template: string
    readonly ids: readonly string[]
    /** A run that has ended: its record is printed as it was then, by the template of that day. */
    readonly run?: string
  },
): Promise<readonly Printed[]> {
  const room = batchRoom(workspace.options.clock)
  const drawn: Printed[] = []
  // Drawn after the transaction: it takes a while, and nothing is read any more.
  for (const page of await filledPages(workspace, actor, given)) {
    const bytes = await renderPdf(page)
    room.take(bytes.byteLength)
    drawn.push({ fileName: `${page.fileName}.pdf`, bytes })
  }
  return drawn
}

/** Prints records with a template as one document, each with page numbers of its own; null for no records. */
export async function printTogether(
  workspace: Workspace,
  actor: Actor,
  given: { readonly template: string; readonly ids: readonly string[] },
): Promise<Printed | null> {
  const pages = await filledPages(workspace, actor, given)
  const joined = joinedPages(pages)
  if (joined === undefined) return null
  const fileName = pages.length === 1 ? joined.fileName : `${joined.title}-${pages.length}`
  return { fileName: `${fileName}.pdf`, bytes: await renderPdf(joined) }
}

async function filledPages(
  workspace: Workspace,
  actor: Actor,
  {
    template,
    ids,
    run,
  }: { readonly template: string; readonly ids: readonly string[]; readonly run?: string },
): Promise<readonly PageDefinition[]> {
  return workspace.unit(async (unit) => {
    const room = rowRoom()
    const made: PageDefinition[] = []
    for (const id of ids)
      made.push((await fillOne(unit, actor, { template, id, run, room: room.record() })).pages)
    return made
  })
}

/** What fills one record into a template by its key, told in the audit log. */
export async function fillOne(
  unit: Unit,
  actor: Actor,
  given: {
    readonly template: string
    readonly id: string
    readonly run?: string | undefined
    readonly room: RowRoom
    readonly verification?: Verification
  },
): Promise<Filled & { readonly template: PrintDocument }> {
  const template = unit.published.model.document('print', given.template)
  if (template === undefined) throw errors.PRINT_NOT_FOUND({ name: given.template })
  const entity = entityFor(unit, actor, template.entity)
  const { id, run, room, verification } = given
  const filled = await fill(unit, actor, { template, entity, id, run, room, verification })
  await unit.tx.side.audit({
    action: 'print',
    actor: actor.userId,
    actorName: actor.name,
    via: actor.via,
    ip: actor.ip ?? null,
    entity: entity.key,
    recordId: given.id,
    data: {
      template: template.key,
      version: unit.published.version,
      ...(run === undefined ? {} : { run }),
    },
  })
  return { ...filled, template }
  return pages
}

/** A template filled with a record, as its reader may see it. */
export async function filled(
  unit: Unit,
  actor: Actor,
  given: {
    readonly template: PrintDocument
    readonly entity: EntityModel
    readonly id: string
    readonly run?: string
    readonly view?: DesignView
  },
): Promise<PageDefinition> {
  const { template, entity, id, view = {} } = given
  const { kit } = unit.options
  const door = unit.door(actor)
  await refuseUnprintable(unit, actor, given)
  const live = await door.get(entity.key, id, { rows: 'all' })
  if (live === null) throw errors.RECORD_NOT_FOUND()
  const kept = given.run === undefined ? undefined : await asItEnded(unit, given.run, { entity, id })
  const record = kept === undefined ? live : { ...live, values: frozen(unit, actor, { entity, live, kept }) }
  const { published } = unit
  const changedAt = record.values['updated_at']
  const reading = { door, published, kit, visible: visibilityOf(published, actor, kit) }
  const reads = templateReads(template, published.model, { ...kit, language })
  const links = await linksAround(reading, entity, { id, paths: reads.paths })
  const rows = await rowsAround(reading, entity, { id, values: record.values, reads })
  const refs = await namesAround(reading, entity, { values: record.values, rows })
  const approvals = reads.sources.includes(approvalsSource)
    ? kept === undefined
      ? await approvalRows(unit, { entity: entity.key, id }, printLocale(template, actor.locale))
      : sheetRows(kept, printLocale(template, actor.locale))
    : []
  const company = await companyDetails(unit)
  const pictures = await picturesFor(unit)
  const render = (lookup: EvaluationInput['lookup']): PageDefinition =>
    renderTemplate(
      template,
      {
        lookup,
        view,
        model: published.model,
        record: { entity: entity.key, id, values: { ...record.values, id }, isNew: false, links, rows },
        sources: { [approvalsSource]: approvals },
        company,
        user: actor.user,
        now: unit.now,
        // The same record prints the same bytes tomorrow; what formulas take for now is another matter.
        ...(typeof changedAt === 'string' ? { dated: changedAt } : {}),
        assets: pictures,
        timeZone: unit.timeZone,
        locale: actor.locale,
        mayKnow: reading.visible.path,
        labelOf: (of, one) =>
          refs[of]?.[one] ?? (of === 'user' ? unit.people.directory.user(one)?.name : undefined) ?? undefined,
      },
      { blocks: kit.blocks, fields: kit.fields, language },
    )
  return withLookups(unit, render)
}

/** Refuses a record outside of the actor's print scope, in the same words as one that does not exist. */
async function refuseUnprintable(
  unit: Unit,
  actor: Actor,
  given: { readonly entity: EntityModel; readonly id: string },
): Promise<void> {
  const rights = unit.published.access(actor).entity(given.entity.key)
  if (rights === undefined || !(await unit.door(actor).may(given.entity.key, given.id, 'print')))
    throw errors.RECORD_NOT_FOUND()
}
