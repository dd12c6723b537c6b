import { documentKey, documentKinds } from '../documents/kinds.ts'
import { fileOf } from '../files/names.ts'
import type { Model } from '../model/model.ts'
import { pointer } from '../pointer.ts'
import { visitDocument } from '../slots/visit.ts'
import type { ModelChecks } from './types.ts'
import { referencesOf } from '../names/references.ts'
import type { Reference } from '../names/types.ts'

/** A place that leans on something: its document, file and JSON pointer. */
export type Usage = Reference & { readonly file: string; readonly path: string }

/**
 * Every place in the model that leans on a document, or on one field of an entity. `kind` and `key` of the answers name
 * the document that uses it. What a rename rewrites and a delete would break.
 */
export function usagesOf(model: Model, target: Reference, checks: ModelChecks): readonly Usage[] {
  const hits = (one: Reference): boolean =>
    one.kind === target.kind &&
    one.key === target.key &&
    (target.field === undefined || one.field === target.field) &&
    // An option stands beside its field, which is told as such.
    one.option === target.option
  return documentKinds.flatMap((kind) =>
    model.documents(kind).flatMap((document) => {
      const key = documentKey(kind, document)
      const file = fileOf(kind, document)
      const places = visitDocument(model, checks.extensions, { kind, document })
        // A document's own entity as context is no use of a single field of it.
        .filter((visit) => referencesOf(visit, checks).some(hits))
        .map((visit) => pointer(visit.parts))
      return [...new Set(places)].map((path): Usage => ({ kind, key, file, path }))
    }),
  )
}
