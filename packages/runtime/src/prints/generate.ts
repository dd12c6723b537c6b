import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { Actor, ClaimedJob } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { looseFor } from '../files/sweep.ts'
import { rootCause } from '../records/cause.ts'
import { type AskedDocument, documentJob } from './ask-document.ts'
import { type DrawnToKeep, drawToKeep, keepDrawn } from './keep.ts'

/** The rule or flow with the rights it has today. */
function actorOf(unit: Unit, { via, origin: kept }: AskedDocument): Actor {
  const from = origin(unit, kept, via)
  const [kind = '', name = ''] = via.split(':')
  const { model } = unit.published
  const document =
    kind === 'rule'
      ? model.document('rule', name)
      : kind === 'flow'
        ? model.document('flow', name)
        : undefined
  return document === undefined ? from : actingFor(unit, from, { ...document, via })
}

/**
 * Draws a document, keeps it with its code and adds it to the record's field, once, however often the job is tried. What the
 * rights of the rule or flow do not allow is told in the audit log and not tried again.
 */
export async function generateDocument(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const asked = job.payload as unknown as AskedDocument
  const { template, entity, recordId } = asked
  try {
    const actor = await workspace.unit((unit) => Promise.resolve(actorOf(unit, asked)))
    await keep(workspace, asked, await drawToKeep(workspace, actor, { template, id: recordId }))
  } catch (error) {
    if (!isMortiseError(error) || error.kind !== 'user') throw error
    await workspace.store.side.audit({
      action: 'document_failed',
      actor: null,
      actorName: 'Mortise',
      via: asked.via,
      ip: null,
      entity,
      recordId,
      data: { template, error: error.code },
    })
  }
}

async function keep(workspace: Workspace, asked: AskedDocument, drawn: DrawnToKeep): Promise<void> {
  const { entity, recordId, field, replace, key, chain } = asked
  await workspace.unit(async (unit) => {
    if (!(await unit.tx.side.once(`${documentJob}:${key}`))) return
    const actor = actorOf(unit, asked)
    const stored = await unit.door(actor).get(entity, recordId, { lock: true, fields: [field] })
    if (stored === null) return
    await keepDrawn(unit, actor, drawn)
    const { name, hash, size } = drawn
    const file = { id: unit.newId(), name, type: 'application/pdf', size }
    await unit.tx.side.addFile({ ...file, hash, createdBy: actor.userId }, looseFor.whole)
    const held = stored.values[field]
    const before = replace || !Array.isArray(held) ? [] : (held as readonly Json[])
    await unit.commands.save(unit, actor, {
      request: {
        op: 'update',
        entity,
        id: recordId,
        values: { [field]: [...before, file] },
        ignoreDuplicates: true,
      },
      cause: { ...rootCause(key), chain },
    })
  })
}
