import type { Json } from '@mortise/expressions'
import type { GenerateDocumentEffect } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { keptOrigin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import type { Cause } from '../types.ts'

/** The job that draws documents behind the saves that asked for them. */
export const documentJob = 'generate_document'

/** What was asked for, as the job carries it. */
export type AskedDocument = Omit<GenerateDocumentEffect, 'type'> & {
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
  const asked: AskedDocument = {
    ...effect,
    key,
    via: actor.via,
    origin: keptOrigin(actor),
    chain: cause.chain,
  }
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
