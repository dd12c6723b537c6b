import { type DocumentByKind, type DocumentKind, documentKey, documentKinds } from '../documents/kinds.ts'
import { fileOf } from '../files/names.ts'
import type { Model } from '../model/model.ts'
import { pointer } from '../pointer.ts'
import { visitDocument } from '../slots/visit.ts'
import type { ModelChecks } from './types.ts'
import { optionKin } from '../names/kin.ts'
import { referencesOf } from '../names/references.ts'
import type { Reference } from '../names/types.ts'

/** A place that leans on something: its document, file and JSON pointer. */
export type Usage = Reference & { readonly file: string; readonly path: string }

/** Every place that leans on one thing, out of a look through all documents. */
export type UsageIndex = (target: Reference) => readonly Usage[]

type Place = { readonly usage: Usage; readonly references: readonly Reference[] }

function places(model: Model, checks: ModelChecks): readonly Place[] {
  return documentKinds.flatMap((kind) =>
    model.documents(kind).flatMap((document) => {
      const key = documentKey(kind, document)
      const file = fileOf(kind, document)
      return visitDocument(model, checks.extensions, { kind, document }).flatMap(
        (visit): readonly Place[] => {
          const references = referencesOf(visit, checks)
          return references.length === 0
            ? []
            : [{ usage: { kind, key, file, path: pointer(visit.parts) }, references }]
        },
      )
    }),
  )
}

const hits = (one: Reference, target: Reference): boolean =>
  one.kind === target.kind &&
  one.key === target.key &&
  (target.field === undefined || one.field === target.field) &&
  // An option stands beside its field, which is told as such.
  one.option === target.option

/** Whether one document, published or kept from an earlier version, leans on something. */
export function documentUses<K extends DocumentKind>(
  model: Model,
  checks: ModelChecks,
  given: { readonly kind: K; readonly document: DocumentByKind[K] },
): (target: Reference) => boolean {
  const found = visitDocument(model, checks.extensions, given).flatMap((visit) => referencesOf(visit, checks))
  return (target) => found.some((one) => hits(one, target))
}

/** Looks through all documents once, to be asked for many things. */
export function usageIndex(model: Model, checks: ModelChecks): UsageIndex {
  const byDocument = new Map<string, Map<Reference, Usage[]>>()
  for (const { usage, references } of places(model, checks))
    for (const reference of references) {
      const name = `${reference.kind} ${reference.key}`
      const known = byDocument.get(name) ?? new Map<Reference, Usage[]>()
      byDocument.set(name, known)
      known.set(reference, [...(known.get(reference) ?? []), usage])
    }
  return (target) => {
    const found = [...(byDocument.get(`${target.kind} ${target.key}`) ?? [])]
      .filter(([reference]) => hits(reference, target))
      .flatMap(([, usages]) => usages)
    return [...new Map(found.map((one) => [`${one.kind} ${one.key} ${one.path}`, one])).values()]
  }
}

/** Every place that a renaming rewrites: for an option also those of the fields it is copied to or from. */
export function usagesWithKin(model: Model, target: Reference, checks: ModelChecks): readonly Usage[] {
  const { key: entity, field, option } = target
  if (field === undefined || option === undefined) return usagesOf(model, target, checks)
  const index = usageIndex(model, checks)
  const kin = optionKin(model, checks, { entity, field, option })
  const found = kin.flatMap((one) => index({ kind: 'entity', key: one.entity, field: one.field, option }))
  return [...new Map(found.map((one) => [`${one.kind} ${one.key} ${one.path}`, one])).values()]
}

/**
 * Every place in the model that leans on a document, on one field of an entity, or on an option of a field. `kind` and
 * `key` of the answers name the document that uses it. What a rename rewrites and a delete would break.
 */
export function usagesOf(model: Model, target: Reference, checks: ModelChecks): readonly Usage[] {
  return usageIndex(model, checks)(target)
}
