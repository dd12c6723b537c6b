import { createHash } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'

const hashes = new WeakMap<FlowDocument, string>()

/** Name of a definition's content: the same flow text has the same version, whatever was published around it. */
export function definitionHash(flow: FlowDocument): string {
  let hash = hashes.get(flow)
  if (hash === undefined) {
    hash = createHash('sha256').update(JSON.stringify(flow)).digest('hex').slice(0, 32)
    hashes.set(flow, hash)
  }
  return hash
}

const loaded = new Map<string, FlowDocument>()

/** The definition an instance started on, which it also finishes on. Immutable, so it is kept by its hash. */
export async function definitionOf(
  unit: Unit,
  flow: string,
  hash: string,
): Promise<FlowDocument | undefined> {
  const current = unit.published.model.document('flow', flow)
  if (current !== undefined && definitionHash(current) === hash) return current
  const known = loaded.get(hash)
  if (known !== undefined) return known
  const stored = (await unit.tx.flows.definition(flow, hash)) as FlowDocument | null
  if (stored === null) return undefined
  loaded.set(hash, stored)
  return stored
}

/** Keeps a definition for its instances, before the first of them starts; its version. */
export async function keepDefinition(unit: Unit, flow: FlowDocument): Promise<string> {
  const hash = definitionHash(flow)
  await unit.tx.flows.putDefinition(flow.key, hash, flow as unknown as Json)
  return hash
}
