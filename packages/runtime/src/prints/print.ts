import { joinedPages, type PageDefinition, type Verification } from '@mortise/prints'
import type { PrintDocument } from '@mortise/schema'
import { type Actor, auditedBy } from '@mortise/store'
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
    ...auditedBy(actor),
    entity: entity.key,
    recordId: given.id,
    data: {
      template: template.key,
      version: unit.published.version,
      ...(run === undefined ? {} : { run }),
    },
  })
  return { ...filled, template }
}
