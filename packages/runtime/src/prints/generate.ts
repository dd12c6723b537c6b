import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { GenerateDocumentEffect } from '@mortise/schema'
import type { Actor, ClaimedJob } from '@mortise/store'
import { actingFor } from '../context/acting.ts'
import { keptOrigin, origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { looseFor } from '../files/sweep.ts'
import { rootCause } from '../records/cause.ts'
import type { Cause } from '../types.ts'
import { printRecords } from './print.ts'

/** The job that draws documents behind the saves that asked for them. */
export const documentJob = 'generate_document'

type Asked = Omit<GenerateDocumentEffect, 'type'> & {
  readonly key: string
  /** The rule or flow that asks, `rule:<key>`, and whose act it follows from. */
  readonly via: string
  readonly origin: Json
  readonly chain: Cause['chain']
}

/** Asks for a document, in the transaction of the save. */
export async function askDocument(
  unit: Unit,
  { type: _type, ...effect }: GenerateDocumentEffect,
  by: { readonly actor: Actor; readonly key: string; readonly cause: Cause },
): Promise<void> {
  const { actor, key, cause } = by
  const asked: Asked = { ...effect, key, via: actor.via, origin: keptOrigin(actor), chain: cause.chain }
  await unit.tx.jobs.add([
    {
      kind: documentJob,
      payload: asked as unknown as Json,
      runAt: unit.now,
      key: `${documentJob}:${key}`,
      maxAttempts: 5,
    },
  ])
}

/** The rule or flow with the rights it has today. */
function actorOf(unit: Unit, { via, origin: kept }: Asked): Actor {
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
 * Draws a document and adds it to the record's field, once, however often the job is tried. What the rights of the rule or
 * flow do not allow is told in the audit log and not tried again.
 */
export async function generateDocument(workspace: Workspace, job: ClaimedJob): Promise<void> {
  const asked = job.payload as unknown as Asked
  const { template, entity, recordId } = asked
  try {
    const actor = await workspace.unit((unit) => Promise.resolve(actorOf(unit, asked)))
    const [printed] = await printRecords(workspace, actor, { template, ids: [recordId] })
    if (printed !== undefined) await keep(workspace, asked, printed)
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

async function keep(
  workspace: Workspace,
  asked: Asked,
  printed: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<void> {
  const { entity, recordId, field, replace, key, chain } = asked
  const { hash, size } = await workspace.options.files.put(printed.bytes)
  await workspace.unit(async (unit) => {
    if (!(await unit.tx.side.once(`${documentJob}:${key}`))) return
    const actor = actorOf(unit, asked)
    const stored = await unit.door(actor).get(entity, recordId, { lock: true, fields: [field] })
    if (stored === null) return
    const file = { id: unit.newId(), name: printed.fileName, type: 'application/pdf', size }
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
