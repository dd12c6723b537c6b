import { emptyTally } from '@mortise/rules'
import { type Actor, auditedBy } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { saveRecord } from '../records/save.ts'
import { publicActor } from './actor.ts'
import { publicFormOf } from './role.ts'
import { publicOffers } from './surface.ts'

/**
 * Settles a submission that was held back: its record is made after all (what is said against it now is said to the
 * person who asks), or it is dropped. Gives the record's id.
 */
export function settleHeld(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly make: boolean; readonly requestId: string },
): Promise<string | null> {
  return workspace.unit(async (unit) => {
    const tables = unit.tx.side.publicForms
    const held = await tables.submission(given.id)
    const link = held === null ? null : await tables.get(held.link)
    if (held === null || link === null || held.state !== 'held' || held.values === null)
      throw errors.PUBLIC_LINK_NOT_FOUND()
    unit.cascade.tally = emptyTally
    const form = publicFormOf(unit.published.model, held.form)
    const { kit } = workspace.options
    const offers = form === undefined ? [] : publicOffers({ model: unit.published.model, kit }, form).keys()
    const visitor = { session: held.session, locale: actor.locale, ip: '' }
    const made = given.make
      ? await saveRecord(unit, publicActor(unit, link, visitor, offers), {
          request: {
            op: 'create',
            entity: held.entity,
            values: held.values,
            ...(form === undefined ? {} : { form: form.key }),
            ...(link.owner === null ? {} : { given: { owner: link.owner } }),
            ignoreDuplicates: true,
          },
          cause: rootCause(given.requestId),
        })
      : undefined
    const recordId = made?.record.id ?? null
    if (!(await tables.settle(held.id, recordId))) throw errors.PUBLIC_LINK_NOT_FOUND()
    await unit.tx.side.audit({
      action: given.make ? 'public_held_made' : 'public_held_dropped',
      ...auditedBy(actor),
      entity: held.entity,
      recordId,
      data: { link: link.id, submission: held.id },
    })
    return recordId
  })
}

/** Takes back the link by which somebody follows what they sent. */
export function shutProgress(workspace: Workspace, actor: Actor, id: string): Promise<void> {
  return workspace.unit(async (unit) => {
    const tables = unit.tx.side.publicForms
    const row = await tables.submission(id)
    if (row === null) throw errors.PUBLIC_LINK_NOT_FOUND()
    await tables.revokeProgress(id)
    await unit.tx.side.audit({
      action: 'public_progress_revoked',
      ...auditedBy(actor),
      entity: row.entity,
      recordId: row.recordId,
      data: { submission: id },
    })
  })
}
