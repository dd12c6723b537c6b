import { inspectionOf, type Kit } from '@mortise/kit'
import {
  type AppDocuments,
  compileModel,
  type DocumentByKind,
  documentKinds,
  type EntityDocument,
  type FormDocument,
  type Model,
  renameDocument,
} from '@mortise/schema'
import type { FormDraft } from './draft.ts'

/** What fields of one entity are called afterwards; those not named stay. */
export type FieldNames = ReadonlyMap<string, string>

/** A model of the draft's own documents, and of entities around it: enough to tell which names mean its fields. */
export function localModel(
  { entity, form, children }: FormDraft,
  kit: Kit,
  around: readonly EntityDocument[] = [],
): Model {
  const own = [entity, ...Object.values(children)]
  const keys = new Set(own.map(({ key }) => key))
  const lists = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...lists,
    app: { key: 'draft', label: '', version: '1.0.0' },
    entity: [...own, ...around.filter(({ key }) => !keys.has(key))],
    form: [form],
  }
  return compileModel({ apps: [app as unknown as AppDocuments], fieldFacts: kit.fields, version: 0 }).model
}

/** Rewrites documents for new names of an entity's fields: layout, conditions, formulas, paths into rows. */
export function namer(
  draft: FormDraft,
  { kit, entity, names }: { readonly kit: Kit; readonly entity: string; readonly names: FieldNames },
): <K extends 'entity' | 'form'>(kind: K, document: DocumentByKind[K]) => DocumentByKind[K] {
  const context = {
    model: localModel(draft, kit),
    checks: inspectionOf(kit).checks,
    names: {
      document: (_: string, key: string) => key,
      field: (of: string, key: string) => (of === entity ? (names.get(key) ?? key) : key),
      option: (_: string, __: string, value: string) => value,
    },
  }
  return (kind, document) => renameDocument(kind, document, context)
}

/**
 * Names a field anew in its entity, the others of the draft and this form. Only for a field that was never published:
 * it is used nowhere else yet. (Other documents that name a published field are rewritten by a rename on the server.)
 */
export function renameField(
  draft: FormDraft,
  { of, from, to }: { readonly of: EntityDocument; readonly from: string; readonly to: string },
  kit: Kit,
): FormDraft {
  if (from === to || of.fields.some((field) => field.key === to)) return draft
  const named = namer(draft, { kit, entity: of.key, names: new Map([[from, to]]) })
  const children = Object.values(draft.children).map((child) => [child.key, named('entity', child)] as const)
  return {
    entity: named('entity', draft.entity),
    form: named('form', draft.form) as FormDocument,
    children: Object.fromEntries(children),
  }
}
