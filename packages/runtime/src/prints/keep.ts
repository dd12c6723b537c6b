import { formatPattern, printLocale } from '@mortise/prints'
import type { Json } from '@mortise/expressions'
import { text, say } from '@mortise/errors'
import { type Actor, auditedBy, type KeptPrintRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { renderPdf } from '../pdf/render-pdf.ts'
import { newCode, shownCode } from './code.ts'
import { companyDetails } from './company.ts'
import { withPhotos } from './fill.ts'
import { fillOne } from './print.ts'
import { entityOf, readsOf } from './kept-rights.ts'
import { rowRoom } from './room.ts'

/** A document that is drawn and stored by its hash, and not yet noted with its record. */
export type DrawnToKeep = Omit<KeptPrintRow, 'id' | 'fileId' | 'createdAt' | 'createdBy' | 'byName' | 'via'>

/**
 * Draws a document that is to be kept, with the code by which it can be checked. Nothing is noted yet: `keepDrawn` does that
 * in one transaction with whatever else belongs to it.
 */
export async function drawToKeep(
  workspace: Workspace,
  actor: Actor,
  given: { readonly template: string; readonly id: string },
): Promise<DrawnToKeep> {
  const code = newCode()
  const { filled, ...known } = await workspace.unit(async (unit) => {
    const { timeZone, published, now } = unit
    const document = published.model.document('print', given.template)
    const locale = document === undefined ? actor.locale : printLocale(document, actor.locale)
    const at = formatPattern(now, 'yyyy-MM-dd HH:mm', { locale, timeZone })
    const url = `${workspace.options.url.replace(/\/$/, '')}/verify/${code}`
    const filled = await fillOne(unit, actor, {
      ...given,
      room: rowRoom().record(),
      verification: { code: shownCode(code), url, at },
    })
    const company = (await companyDetails(unit))['name']
    const { template, reads, signedIn, number } = filled
    const entity = published.model.entity(template.entity)
    return {
      filled,
      template: template.key,
      label: text(say(template.label, 'zh'), say(template.label, 'en')) as Json,
      version: published.version,
      entity: entity?.document.id ?? template.entity,
      number,
      company: typeof company === 'string' ? company : '',
      reads: readsOf(unit, actor, { template, reads, signedIn }) as unknown as Json,
    }
  })
  const { pages } = await withPhotos(workspace, filled)
  const { hash, size } = await workspace.options.files.put(await renderPdf(pages))
  return { ...known, code, recordId: given.id, name: `${pages.fileName}.pdf`, hash, size }
}

/** Notes a drawn document with its record, for good: the bytes are held, who kept it is told in the audit log. */
export async function keepDrawn(unit: Unit, actor: Actor, drawn: DrawnToKeep): Promise<KeptPrintRow> {
  const fileId = unit.newId()
  const { name, hash, size } = drawn
  // Nobody brought it: it is fetched by what it was printed of, with the rights of that.
  await unit.tx.side.addFile({ id: fileId, name, hash, size, type: 'application/pdf', createdBy: null })
  const row = await unit.tx.side.keptPrints.add({
    ...drawn,
    id: unit.newId(),
    fileId,
    createdBy: actor.userId,
    byName: actor.name,
    via: actor.via,
  })
  await unit.tx.side.audit({
    action: 'print_kept',
    ...auditedBy(actor),
    entity: entityOf(unit, drawn.entity)?.key ?? drawn.entity,
    recordId: drawn.recordId,
    data: { template: drawn.template, version: drawn.version, code: drawn.code, hash },
  })
  return row
}
