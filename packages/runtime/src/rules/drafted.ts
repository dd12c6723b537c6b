import type { ActionContext } from '@mortise/schema'
import type { Unit } from '../context/unit.ts'

/** Documents as they stand in drafts, else as they are published: what somebody tries goes with what is not out yet. */
export async function draftedDocuments(unit: Unit): Promise<ActionContext['document']> {
  const drafts = new Map(
    (await unit.tx.design.drafts()).map((one) => [`${one.kind}/${one.key}`, one] as const),
  )
  return (kind, key) => {
    const draft = drafts.get(`${kind}/${key}`)
    if (draft === undefined) return unit.published.model.document(kind, key)
    return draft.deleted ? undefined : (draft.json as unknown as ReturnType<ActionContext['document']>)
  }
}
