import type { ModelAnswer } from '@mortise/client'
import type { Kit } from '@mortise/kit'
import { type AppDocument, type AppDocuments, compileModel, type Model } from '@mortise/schema'

const emptyApp: AppDocument = { key: 'workspace', label: '', version: '1.0.0' }

const ownedKinds = ['entity', 'dashboard', 'report'] as const

/**
 * Compiles what the server lets this person see into a model. Entities, dashboards and reports stand in their apps; all
 * other documents in the first, for which app they came from does not matter to a reader.
 */
export function buildModel(answer: ModelAnswer, kit: Pick<Kit, 'fields'>): Model {
  const { documents, owners } = answer
  const apps = documents.app.length === 0 ? [emptyApp] : documents.app
  const none = { score: [], assignment: [], table: [], calendar: [], mail: [], role: [] }
  const empty = {
    ...none,
    entity: [],
    form: [],
    view: [],
    page: [],
    flow: [],
    report: [],
    dashboard: [],
    print: [],
    rule: [],
  }
  // What strangers see of a form comes without boards and reports.
  const ownedOf = (kind: (typeof ownedKinds)[number]): readonly { readonly key: string }[] =>
    (documents as Partial<ModelAnswer['documents']>)[kind] ?? []
  const keys = new Set(apps.map((app) => app.key))
  const made = apps.map((app, at) => {
    const first = at === 0
    const isOwn = (kind: (typeof ownedKinds)[number], key: string): boolean => {
      const owner = owners?.[kind][key]
      return owner === app.key || (first && (owner === undefined || !keys.has(owner)))
    }
    const owned = ownedKinds.map((kind) => [kind, ownedOf(kind).filter(({ key }) => isOwn(kind, key))])
    // Flows and prints come as summaries: a reader needs their names, not their insides.
    return { ...empty, ...(first ? documents : {}), ...Object.fromEntries(owned), app } as AppDocuments
  })
  return compileModel({ apps: made, fieldFacts: kit.fields, version: answer.version }).model
}
