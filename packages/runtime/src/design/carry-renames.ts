import type { Json } from '@mortise/expressions'
import { inspectionOf, type Kit } from '@mortise/kit'
import {
  type FlowDocument,
  type NewNames,
  type RenameContext,
  renameDocument,
  type ViewDocument,
} from '@mortise/schema'
import type { NameChange, Transaction } from '@mortise/store'
import { definitionHash } from '../flows/definition.ts'
import type { Proposal } from './proposal.ts'

/** New names of documents, as stored. */
function documentChanges({ changes }: Proposal): readonly NameChange[] {
  return changes.flatMap(({ type, kind, from, key }) =>
    type === 'renamed' && from !== undefined ? [{ kind, from, to: key }] : [],
  )
}

/** All new names of a proposal at once, asked by the names before. */
function namesOf(proposal: Proposal, documents: readonly NameChange[]): NewNames {
  const known = new Map(documents.map(({ kind, from, to }) => [`${kind} ${from}`, to]))
  const document: NewNames['document'] = (kind, key) => known.get(`${kind} ${key}`) ?? key
  const before = new Map(
    documents.flatMap(({ kind, from, to }) => (kind === 'entity' ? [[to, from] as const] : [])),
  )
  const fields = new Map(
    proposal.steps.flatMap((step) =>
      step.type === 'rename_field'
        ? [[`${before.get(step.entity) ?? step.entity}.${step.from}`, step.to] as const]
        : [],
    ),
  )
  return { document, field: (entity, key) => fields.get(`${entity}.${key}`) ?? key }
}

/** A person's own view, read as the document it is a part of. */
function renameView(view: { readonly entity: string; readonly json: Json }, context: RenameContext): Json {
  if (typeof view.json !== 'object' || view.json === null || Array.isArray(view.json)) return view.json
  const head = { key: 'own', label: '', entity: view.entity, type: 'table' as const }
  const given = view.json as { readonly [key: string]: Json }
  const whole = renameDocument('view', { ...head, ...given } as unknown as ViewDocument, context)
  const made = whole as unknown as { readonly [key: string]: Json }
  return Object.fromEntries(Object.keys(given).map((key) => [key, made[key] ?? null]))
}

/** Columns of an unfinished import's file keep leading to the same fields. */
function renameMapping(entity: string, mapping: Json, { names }: RenameContext): Json {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return mapping
  const entries = Object.entries(mapping as { readonly [key: string]: Json })
  return Object.fromEntries(
    entries.map(([key, value]): [string, Json] => {
      if (typeof value === 'string') return [key, names.field(entity, value)]
      if (Array.isArray(value))
        return [
          key,
          (value as readonly Json[]).map((one) => (typeof one === 'string' ? names.field(entity, one) : one)),
        ]
      return [key, renameMapping(entity, value, { names } as RenameContext)]
    }),
  )
}

/** Runs under way finish on the definition they began with, which now speaks of things by their new names. */
async function carryDefinitions(tx: Transaction, context: RenameContext): Promise<() => Promise<void>> {
  const moves = (await tx.flows.openDefinitions()).flatMap(({ flow, hash, json }) => {
    const old = json ?? (context.model.document('flow', flow) as unknown as Json | undefined)
    if (old === undefined) return []
    const made = renameDocument('flow', old as unknown as FlowDocument, context)
    return made === (old as unknown as FlowDocument) ? [] : [{ hash, made }]
  })
  return async () => {
    for (const { hash, made } of moves) {
      const now = definitionHash(made)
      await tx.flows.putDefinition(made.key, now, made as unknown as Json)
      await tx.flows.moveInstances(made.key, hash, now)
    }
  }
}

/**
 * Carries the new names of a proposal into everything that names elements beside the design: people's roles and keys,
 * views of their own, unfinished imports, waiting jobs, runs under way. No record is touched.
 */
export async function carryRenames(tx: Transaction, proposal: Proposal, kit: Kit): Promise<void> {
  const documents = documentChanges(proposal)
  if (documents.length === 0 && !proposal.steps.some((step) => step.type === 'rename_field')) return
  const { checks } = inspectionOf(kit)
  const context: RenameContext = { model: proposal.before, checks, names: namesOf(proposal, documents) }
  const kept = await tx.design.keptNames()
  const moveRuns = await carryDefinitions(tx, context)
  await tx.design.carryNames(documents)
  await tx.design.putKeptNames({
    views: kept.views.map((view) => ({ id: view.id, json: renameView(view, context) })),
    imports: kept.imports.map(({ id, entity, mapping }) => ({
      id,
      mapping: renameMapping(entity, mapping, context),
    })),
  })
  await moveRuns()
}
