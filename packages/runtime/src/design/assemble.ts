import { type AppDocuments, documentKinds, type AppDocument, type DocumentKind } from '@mortise/schema'
import type { DesignRow } from '@mortise/store'

/** A stored document without its bookkeeping. */
export type StoredDocument = Pick<DesignRow, 'kind' | 'key' | 'app' | 'json'>

const emptyApp = (key: string): AppDocument => ({ key, label: key, version: '0.0.0' })

/** Puts stored documents together into apps, in the order of their keys. */
export function assembleApps(rows: readonly StoredDocument[]): readonly AppDocuments[] {
  const byApp = new Map<string, StoredDocument[]>()
  for (const row of rows) {
    const list = byApp.get(row.app) ?? []
    list.push(row)
    byApp.set(row.app, list)
  }
  return [...byApp]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([app, documents]) => {
      const made: Record<string, unknown> = { app: emptyApp(app) }
      for (const kind of documentKinds) if (kind !== 'app') made[kind] = []
      for (const { kind, json } of documents.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
        if (kind === 'app') made['app'] = json
        else (made[kind] as unknown[]).push(json)
      }
      // Every document passed its JSON Schema before it was stored.
      return made as AppDocuments
    })
}

/** Lays drafts over published documents; a drafted deletion takes its document away. */
export function withDrafts(
  published: readonly StoredDocument[],
  drafts: readonly (StoredDocument & { readonly deleted: boolean })[],
): readonly StoredDocument[] {
  const merged = new Map(published.map((row) => [`${row.kind}/${row.key}`, row]))
  for (const draft of drafts) {
    const name = `${draft.kind}/${draft.key}`
    if (draft.deleted) merged.delete(name)
    else merged.set(name, draft)
  }
  return [...merged.values()]
}

/** Takes an app apart into rows to store. */
export function documentRows(
  app: AppDocuments,
  keyOf: (kind: DocumentKind, document: { readonly key: string; readonly entity?: string }) => string,
): readonly StoredDocument[] {
  return documentKinds.flatMap((kind) => {
    const list: readonly unknown[] = kind === 'app' ? [app.app] : (app[kind] ?? [])
    return list.map((json) => {
      const document = json as StoredDocument['json'] & { readonly key: string; readonly entity?: string }
      return { kind, key: keyOf(kind, document), app: app.app.key, json: document }
    })
  })
}
