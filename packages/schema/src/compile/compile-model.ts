import type { ErrorDetail } from '@mortise/errors'
import {
  type AppDocuments,
  type DocumentByKind,
  type DocumentKind,
  documentKey,
  documentKinds,
} from '../documents/kinds.ts'
import { problem } from '../errors.ts'
import type { FieldFacts } from '../extension/field-facts.ts'
import type { ExtensionList } from '../extension/head.ts'
import { fileOf } from '../files/names.ts'
import type { Model } from '../model/model.ts'
import { kindNames } from '../words.ts'
import { builtinScopes } from './system.ts'
import { workspaceTime } from './time.ts'
import { compileEntities } from './entities.ts'

/** What a model is made of: the apps of a workspace and what is known of field types. */
export type ModelInput = {
  readonly apps: readonly AppDocuments[]
  readonly fieldFacts: ExtensionList<FieldFacts>
  /** Number of the published version; 0 for a draft. */
  readonly version: number
}

/** A model with what was wrong while it was put together; the first of two equal names stays in it. */
export type CompiledModel = { readonly model: Model; readonly problems: readonly ErrorDetail[] }

type AnyDocument = DocumentByKind[DocumentKind]

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}

type Collected = {
  readonly documents: ReadonlyMap<DocumentKind, ReadonlyMap<string, AnyDocument>>
  /** App of each document, by `<kind>/<name>`. */
  readonly owners: ReadonlyMap<string, string>
  readonly problems: readonly ErrorDetail[]
}

function documentsOf(app: AppDocuments, kind: DocumentKind): readonly AnyDocument[] {
  return kind === 'app' ? [app.app] : app[kind]
}

/** All documents by kind and name; a name that is taken already is a problem. */
function collect(apps: readonly AppDocuments[]): Collected {
  const problems: ErrorDetail[] = []
  const documents = new Map<DocumentKind, Map<string, AnyDocument>>()
  const owners = new Map<string, string>()
  for (const kind of documentKinds) {
    const byName = new Map<string, AnyDocument>()
    const all = apps.flatMap((app) =>
      documentsOf(app, kind).map((document) => ({ document, app: app.app.key })),
    )
    for (const { document, app } of all) {
      const name = documentKey(kind, document)
      const at = { file: fileOf(kind, document), path: '/key' }
      const { zh, en } = kindNames[kind]
      if (byName.has(name)) problems.push(problem('MODEL_DUPLICATE', at, { name, whatZh: zh, whatEn: en }))
      else if (kind === 'entity' && builtinScopes.has(name))
        problems.push(problem('MODEL_KEY_RESERVED', at, { name }))
      else {
        byName.set(name, deepFreeze(document))
        owners.set(`${kind}/${name}`, app)
      }
    }
    documents.set(kind, byName)
  }
  return { documents, owners, problems }
}

function groupByEntity<T extends { readonly entity: string }>(
  all: readonly T[],
): (entity: string) => readonly T[] {
  const groups = Map.groupBy(all, (one) => one.entity)
  const none: readonly T[] = Object.freeze([])
  return (entity) => groups.get(entity) ?? none
}

/**
 * Compiles documents into a model: entities with their scopes, system fields, sub-tables and reverse links, and every
 * document by kind and name. Whether they make sense is asked by `checkModel`.
 */
export function compileModel(input: ModelInput): CompiledModel {
  const { documents: collected, owners, problems } = collect(input.apps)
  const lists = new Map(
    documentKinds.map((kind) => [kind, Object.freeze([...(collected.get(kind) ?? new Map()).values()])]),
  )
  const documents = <K extends DocumentKind>(kind: K): readonly DocumentByKind[K][] =>
    (lists.get(kind) ?? []) as readonly DocumentByKind[K][]
  const entities = Object.freeze(compileEntities(documents('entity'), input.fieldFacts))
  const byKey = new Map(entities.map((entity) => [entity.key, entity]))
  const model: Model = Object.freeze({
    version: input.version,
    apps: documents('app'),
    time: deepFreeze(workspaceTime(documents('app')[0], documents('calendar')[0])),
    entities,
    entity: (key: string) => byKey.get(key),
    documents,
    document: <K extends DocumentKind>(kind: K, key: string) =>
      collected.get(kind)?.get(key) as DocumentByKind[K] | undefined,
    appOf: (kind: DocumentKind, key: string) => owners.get(`${kind}/${key}`),
    forms: groupByEntity(documents('form')),
    views: groupByEntity(documents('view')),
  })
  return { model, problems }
}
