import type { EntityDocument, FieldDocument, FormDocument } from '@mortise/schema'
import { documentId } from '../workbench/documents.ts'
import type { DesignSpace } from '../workbench/space.ts'
import type { DraftShape, Held } from '../workbench/use-draft.ts'

/** The documents a form designer edits together: the form, its entity, and the entities of its sub-tables' rows. */
export type FormDraft = {
  readonly entity: EntityDocument
  readonly form: FormDocument
  /** Entities of rows, by key. */
  readonly children: { readonly [key: string]: EntityDocument }
}

/** An edit: the documents after it, and where the element at hand stands then. */
export type Edit = FormDraft & { readonly pointer: string }

/** The entity of a field's rows and the field of it that points back; undefined for fields that hold no rows. */
export function rowsOf(
  field: FieldDocument | undefined,
): { readonly target: string; readonly parentField: string } | undefined {
  const { target, parentField } = field?.settings ?? {}
  return typeof target === 'string' && typeof parentField === 'string' ? { target, parentField } : undefined
}

/** Entities of rows that an entity's fields name and a draft does not hold yet. */
export function missingChildren(
  { entity, children }: FormDraft,
  find: (key: string) => EntityDocument | undefined,
): { readonly [key: string]: EntityDocument } {
  const found = entity.fields.flatMap((field): readonly [string, EntityDocument][] => {
    const target = rowsOf(field)?.target
    if (target === undefined || target === entity.key || children[target] !== undefined) return []
    const child = find(target)
    return child === undefined ? [] : [[target, child]]
  })
  return Object.fromEntries(found)
}

function openDraft(space: DesignSpace, name: string): FormDraft | undefined {
  const form = space.get('form', name)
  const entity = form === undefined ? undefined : space.get('entity', form.entity)
  if (form === undefined || entity === undefined) return undefined
  const draft = { entity, form, children: {} }
  return { ...draft, children: missingChildren(draft, (key) => space.get('entity', key)) }
}

/** How a form's draft is made of documents; `name` is the stored name of the form. */
export function formShape(name: string): DraftShape<FormDraft> {
  return {
    name: documentId('form', name),
    open: (space) => openDraft(space, name),
    documents: ({ entity, form, children }) => [
      ['entity', entity.key, entity],
      ...Object.values(children).map((child): Held => ['entity', child.key, child]),
      ['form', name, form],
    ],
    replace: (value, [kind, key, json]) => {
      if (kind === 'form') return { ...value, form: json as FormDocument }
      if (key === value.entity.key) return { ...value, entity: json as EntityDocument }
      return { ...value, children: { ...value.children, [key]: json as EntityDocument } }
    },
  }
}
