import type { Json } from '@mortise/expressions'
import { documentKey, type EntityDocument, type FieldDocument, type Model } from '@mortise/schema'
import type { BinRow, Shadow } from '@mortise/store'
import type { Proposal } from './proposal.ts'

/** What goes into the bin, without what the store adds. */
export type Binned = Omit<BinRow, 'id' | 'at'>

type Named = { readonly id?: string; readonly key: string; readonly label?: unknown }

const idOf = (one: Named): string => one.id ?? one.key
const labelOf = (one: Named): Json => (one.label ?? one.key) as Json

type By = { readonly version: number; readonly author: string | null }

function appOf(proposal: Proposal, kind: string, key: string): string {
  return proposal.published.find((row) => row.kind === kind && row.key === key)?.app ?? ''
}

function binnedDocuments(proposal: Proposal, dropped: readonly Shadow[], by: By): readonly Binned[] {
  return proposal.changes.flatMap(({ type, kind, key }): readonly Binned[] => {
    const row = type === 'removed' && proposal.published.find((one) => one.kind === kind && one.key === key)
    if (!row) return []
    const json = row.json as unknown as Named
    const entity = kind === 'entity' ? idOf(json) : null
    const shadow = dropped.find((one) => one.entity === entity && one.field === null) ?? null
    const head = { kind, key, field: null, app: row.app, element: idOf(json), entity, label: labelOf(json) }
    return [{ ...head, json: row.json, shadow, ...by }]
  })
}

/** The entity a step speaks of, as it was before; steps name it as it is called afterwards. */
function before(proposal: Proposal, key: string): EntityDocument | undefined {
  const id = proposal.after.entity(key)?.document.id
  const all = proposal.before.entities.map((one) => one.document)
  return all.find((one) => id !== undefined && one.id === id) ?? all.find((one) => one.key === key)
}

function binnedFields(proposal: Proposal, dropped: readonly Shadow[], by: By): readonly Binned[] {
  return proposal.steps.flatMap((step): readonly Binned[] => {
    if (step.type !== 'drop_field') return []
    const entity = before(proposal, step.entity)
    const field: FieldDocument | undefined = entity?.fields.find((one) => one.key === step.field)
    if (entity === undefined || field === undefined) return []
    const [of, element] = [idOf(entity), idOf(field)]
    const shadow = dropped.find((one) => one.entity === of && one.field === element) ?? null
    const head = { kind: 'entity' as const, key: entity.key, field: field.key, element, entity: of }
    const app = appOf(proposal, 'entity', entity.key)
    return [{ ...head, app, label: labelOf(field), json: field as unknown as Json, shadow, ...by }]
  })
}

/** Everything a proposal takes away, as it was, with where its data is now. */
export function binned(proposal: Proposal, dropped: readonly Shadow[], by: By): readonly Binned[] {
  return [...binnedDocuments(proposal, dropped, by), ...binnedFields(proposal, dropped, by)]
}

function isThere(row: BinRow, model: Model): boolean {
  if (row.field === null)
    return model
      .documents(row.kind)
      .some((one) => (one.id ?? documentKey(row.kind, one)) === row.element || idOf(one) === row.element)
  const entity = model.entities.find((one) => idOf(one.document) === row.entity)?.document
  return entity?.fields.some((field) => idOf(field) === row.element) ?? false
}

/** Elements of the bin that a model has again. */
export function cameBack(bin: readonly BinRow[], model: Model): readonly BinRow[] {
  return bin.filter((row) => isThere(row, model))
}

/** Whether an element of the bin went as a part of a whole app. */
export function isPartOf(app: BinRow, row: BinRow): boolean {
  return app.kind === 'app' && app.version === row.version && app.app === row.app
}
