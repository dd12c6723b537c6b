import type { ModelAnswer } from '@mortise/client'
import type { Kit } from '@mortise/kit'
import { type AppDocument, type AppDocuments, compileModel, type Model } from '@mortise/schema'

const emptyApp: AppDocument = { key: 'workspace', label: '', version: '1.0.0' }

/**
 * Compiles what the server lets this person see into a model. All documents stand in the first app: which app a
 * document came from does not matter to a reader, and their keys are unique anyway.
 */
export function buildModel(answer: ModelAnswer, kit: Pick<Kit, 'fields'>): Model {
  const [first = emptyApp, ...others] = answer.documents.app
  const none = { score: [], assignment: [], table: [], calendar: [], mail: [], role: [] }
  const empty = {
    ...none,
    entity: [],
    form: [],
    view: [],
    flow: [],
    report: [],
    dashboard: [],
    print: [],
    rule: [],
  }
  // Flows and prints come as summaries: a reader needs their names, not their insides.
  const main = { ...empty, ...answer.documents, app: first } as unknown as AppDocuments
  const rest = others.map((app) => ({ ...empty, app }) as AppDocuments)
  return compileModel({ apps: [main, ...rest], fieldFacts: kit.fields, version: answer.version }).model
}
