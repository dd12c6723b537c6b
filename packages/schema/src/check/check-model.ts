import type { ErrorDetail } from '@mortise/errors'
import { type DocumentByKind, type DocumentKind, documentKinds } from '../documents/kinds.ts'
import { fileOf } from '../files/names.ts'
import type { Model } from '../model/model.ts'
import { visitDocument } from '../slots/visit.ts'
import { checkCycles } from './cycles.ts'
import { documentChecks } from './documents.ts'
import { checkIds } from './ids.ts'
import { slotChecks } from './references.ts'
import type { CheckAt, ModelChecks } from './types.ts'

function checkDocument<K extends DocumentKind>(
  kind: K,
  document: DocumentByKind[K],
  at: CheckAt,
): readonly ErrorDetail[] {
  const visits = visitDocument(at.model, at.checks.extensions, { kind, document })
  return [
    ...(documentChecks[kind]?.(document, at) ?? []),
    // What a default names and nobody wrote is looked at by whoever reads it.
    ...visits.flatMap((visit) =>
      visit.implicit || visit.named ? [] : (slotChecks[visit.holds]?.(visit, at) ?? []),
    ),
  ]
}

/**
 * Whether the documents of a model make sense together: every name leads somewhere, every expression has the type its
 * place asks for, choices exist, computed fields don't lean on themselves. Documents must have passed their JSON Schemas.
 * Each problem names its file, JSON pointer and the nearest known name.
 */
export function checkModel(model: Model, checks: ModelChecks): readonly ErrorDetail[] {
  const perDocument = documentKinds.flatMap((kind) =>
    model
      .documents(kind)
      .flatMap((document) => checkDocument(kind, document, { model, checks, file: fileOf(kind, document) })),
  )
  return [...checkIds(model), ...perDocument, ...checkCycles(model, checks)]
}
