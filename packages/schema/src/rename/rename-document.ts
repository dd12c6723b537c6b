import type { ModelChecks } from '../check/types.ts'
import { type DocumentByKind, type DocumentKind, documentKey } from '../documents/kinds.ts'
import { optionsOf } from '../model/options.ts'
import type { FieldDocument } from '../documents/entity.ts'
import type { Model } from '../model/model.ts'
import type { NameTouch } from '../names/types.ts'
import { touchVisit } from '../names/touch.ts'
import { visitDocument } from '../slots/visit.ts'
import { type Edit, applyEdits } from './edit.ts'
import { type NewNames, renamingTouch } from './new-names.ts'

/** What documents are rewritten with; `model` is the one before the renaming. */
export type RenameContext = {
  readonly model: Model
  readonly checks: ModelChecks
  readonly names: NewNames
}

/** Edits that put new names in wherever a document names something. */
export function nameEdits(
  kind: DocumentKind,
  document: object,
  given: { readonly model: Model; readonly checks: ModelChecks; readonly touch: NameTouch },
): readonly Edit[] {
  const { model, checks, touch } = given
  return visitDocument(model, checks.extensions, { kind, document }).flatMap((visit): readonly Edit[] => {
    const value = touchVisit(visit, { checks, touch })
    if (value === visit.value) return []
    return [{ parts: visit.parts, value, isKey: visit.isKey }]
  })
}

/** New keys of the document itself and of its fields. */
function ownEdits(
  kind: DocumentKind,
  document: DocumentByKind[DocumentKind],
  names: NewNames,
): readonly Edit[] {
  const stored = documentKey(kind, document)
  const renamed = names.document(kind, stored)
  const key = renamed.slice(renamed.indexOf('.') + 1)
  const edits: Edit[] = key === document.key ? [] : [{ parts: ['key'], value: key }]
  if (kind !== 'entity') return edits
  const { fields } = document as DocumentByKind['entity']
  return [
    ...edits,
    ...fields.flatMap((field, index): readonly Edit[] => {
      const value = names.field(document.key, field.key)
      const renamed: Edit[] = value === field.key ? [] : [{ parts: ['fields', index, 'key'], value }]
      return [...renamed, ...optionEdits(document.key, { field, index, names })]
    }),
  ]
}

/** New names of a field's options. What an option was called first stays with it as its id: by that it is known later. */
function optionEdits(
  entity: string,
  {
    field,
    index,
    names,
  }: { readonly field: FieldDocument; readonly index: number; readonly names: NewNames },
): readonly Edit[] {
  return optionsOf(field).flatMap((option, at): readonly Edit[] => {
    const value = names.option(entity, field.key, option.value)
    if (value === option.value) return []
    const parts = ['fields', index, 'settings', 'options', at]
    const known: Edit[] = option.id === undefined ? [{ parts: [...parts, 'id'], value: option.value }] : []
    return [{ parts: [...parts, 'value'], value }, ...known]
  })
}

/** A document with every name in it as it is after a renaming; the same value when it names nothing of that. */
export function renameDocument<K extends DocumentKind>(
  kind: K,
  document: DocumentByKind[K],
  context: RenameContext,
): DocumentByKind[K] {
  const touch = renamingTouch(context.model, context.names)
  const edits = [
    ...ownEdits(kind, document, context.names),
    ...nameEdits(kind, document, { ...context, touch }),
  ]
  return edits.length === 0 ? document : applyEdits(document, edits)
}
