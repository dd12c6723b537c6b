import { joinedPages, type PageDefinition, type Verification } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { type Actor, auditedBy } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { renderPdf } from '../pdf/render-pdf.ts'
import { entityFor } from '../records/entity-for.ts'
import type { RowRoom } from './around.ts'
import { fill, type Filled, withPhotos } from './fill.ts'
import { type PreviewAsked, previewed } from './preview.ts'
import { batchRoom, photoRoom, rowRoom } from './room.ts'

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
  for (const filled of await filledRecords(workspace, actor, given)) {
    const { pages } = await withPhotos(workspace, filled)
    const bytes = await renderPdf(pages)
    room.take(bytes.byteLength)
    drawn.push({ fileName: `${pages.fileName}.pdf`, bytes })
  }
  return drawn
}

/**
 * Prints a record as `printRecords` does, for a preview: it is filled once for the paper and for what `printRemarks` tells of
 * the same preview.
 */
export async function printPreview(
  workspace: Workspace,
  actor: Actor,
  asked: PreviewAsked,
): Promise<Printed> {
  const { template, pages } = await previewed(workspace, actor, asked, 'paper')
  await workspace.unit((unit) => told(unit, actor, { template, id: asked.id }))
  return { fileName: `${pages.fileName}.pdf`, bytes: await renderPdf(pages) }
}

/** Prints records with a template as one document, each with page numbers of its own; null for no records. */
export async function printTogether(
  workspace: Workspace,
  actor: Actor,
  given: { readonly template: string; readonly ids: readonly string[] },
): Promise<Printed | null> {
  const room = photoRoom()
  const pages: PageDefinition[] = []
  for (const filled of await filledRecords(workspace, actor, given)) {
    const whole = await withPhotos(workspace, filled)
    if (whole.photos !== undefined) room.take(whole.pages)
    pages.push(whole.pages)
  }
  const joined = joinedPages(pages)
  if (joined === undefined) return null
  const fileName = pages.length === 1 ? joined.fileName : `${joined.title}-${pages.length}`
  return { fileName: `${fileName}.pdf`, bytes: await renderPdf(joined) }
}

async function filledRecords(
  workspace: Workspace,
  actor: Actor,
  {
    template,
    ids,
    run,
  }: { readonly template: string; readonly ids: readonly string[]; readonly run?: string },
): Promise<readonly Filled[]> {
  return workspace.unit(async (unit) => {
    const room = rowRoom()
    const made: Filled[] = []
    for (const id of ids) made.push(await fillOne(unit, actor, { template, id, run, room: room.record() }))
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
  await told(unit, actor, { template, id, run })
  return { ...filled, template }
}

/** Notes a print in the audit log. */
async function told(
  unit: Unit,
  actor: Actor,
  {
    template,
    id,
    run,
  }: { readonly template: PrintDocument; readonly id: string; readonly run?: string | undefined },
): Promise<void> {
  const { version } = unit.published
  await unit.tx.side.audit({
    action: 'print',
    ...auditedBy(actor),
    entity: template.entity,
    recordId: id,
    data: { template: template.key, version, ...(run === undefined ? {} : { run }) },
  })
}
