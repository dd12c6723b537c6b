import type { Kit } from '@mortise/kit'
import {
  type AppDocument,
  type AppDocuments,
  compileModel,
  type DocumentByKind,
  type DocumentKind,
  documentKinds,
  type Model,
} from '@mortise/schema'

/** A document as it stands on the workbench: the draft where there is one, else what is published. */
export type DraftDocument = {
  readonly kind: DocumentKind
  /** Stored name: `lead`, or `lead.edit` for forms and views. */
  readonly key: string
  readonly app: string
  readonly rev: number
  readonly draft: boolean
  readonly deleted?: boolean
  /** With the draft of an entity: ids of the fields that are published. */
  readonly publishedFields?: readonly string[]
  /** Of flows and rules from before they had rights of their own: they act as the platform until published anew. */
  readonly platform?: boolean
  readonly json: DocumentByKind[DocumentKind]
}

/** Documents by `<kind>/<key>`. */
export type Documents = ReadonlyMap<string, DraftDocument>

/** Name of a document in `Documents`. */
export function documentId(kind: DocumentKind, key: string): string {
  return `${kind}/${key}`
}

const noApp: AppDocument = { key: 'workspace', label: '', version: '1.0.0' }

/** The model of the drafts as they stand: what names mean while designing. */
export function draftModel(documents: Documents, kit: Kit): Model {
  const byKind = Object.fromEntries(documentKinds.map((kind) => [kind, [] as DraftDocument['json'][]]))
  for (const one of documents.values()) if (one.deleted !== true) byKind[one.kind]?.push(one.json)
  const [app = noApp, ...others] = byKind['app'] as AppDocument[]
  const empty = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  // Which app a document is of does not matter to names, which are unique in a workspace.
  const apps = [{ ...byKind, app }, ...others.map((one) => ({ ...empty, app: one }))]
  return compileModel({ apps: apps as unknown as AppDocuments[], fieldFacts: kit.fields, version: 0 }).model
}

/**
 * The same for one state after the other: the model stays the very same while the documents say the same, whatever was
 * saved meanwhile.
 */
export function modelKeeper(kit: Kit): (documents: Documents) => Model {
  let last: { readonly documents: Documents; readonly model: Model } | undefined
  return (documents) => {
    if (last === undefined || !saysTheSame(last.documents, documents))
      last = { documents, model: draftModel(documents, kit) }
    return last.model
  }
}

function saysTheSame(before: Documents, now: Documents): boolean {
  if (before === now) return true
  if (before.size !== now.size) return false
  for (const [id, { json, deleted = false }] of now) {
    const known = before.get(id)
    if (known?.json !== json || (known.deleted ?? false) !== deleted) return false
  }
  return true
}
