import type { LocalizedText } from '@mortise/errors'
import type { Scope, ScopeName } from '@mortise/expressions'
import type { EntityDocument } from '../documents/entity.ts'
import type { FieldFacts } from '../extension/field-facts.ts'
import type { ExtensionList } from '../extension/head.ts'
import type { EntityModel, FieldModel, RelationModel } from '../model/model.ts'
import { systemFields } from '../model/values.ts'
import { relationsByEntity } from './relations.ts'
import { builtinScopes, scopeOf, systemDocument, systemFacts } from './system.ts'
import { type FieldTypes, fieldTypes } from './types.ts'

type Compile = {
  readonly facts: ExtensionList<FieldFacts>
  readonly types: FieldTypes
  readonly labelOf: (entity: string) => LocalizedText
  readonly scope: (entity: string) => Scope | undefined
  /** What lookups may look through. */
  readonly entities: NonNullable<Scope['entities']>
}

/** A name of a type, with the scope behind it when it is a link. */
function nameOf(given: Omit<ScopeName, 'target' | 'rows'>, scope: Compile['scope']): ScopeName {
  const { type } = given
  if (type.kind === 'id' && given.key !== 'id') return { ...given, target: () => scope(type.entity) }
  if (type.kind === 'rows') return { ...given, rows: () => scope(type.entity) }
  // Links to many: a set of ids, and the rows behind them.
  if (type.kind === 'set' && type.of === 'id') return { ...given, rows: () => scope(type.entity ?? '') }
  return given
}

function fieldNames(entity: EntityDocument, compile: Compile): readonly ScopeName[] {
  return entity.fields.flatMap((field) => {
    const type = compile.types.of(entity, field)
    if (type === undefined) return []
    const sql = compile.facts.find(field.type)?.sql
    // Also a required one: it may be required only since yesterday, and be told on some records only.
    const head = { key: field.key, label: field.label, type, nullable: true }
    return [nameOf(sql === undefined ? head : { ...head, sql }, compile.scope)]
  })
}

function systemNames(entity: EntityDocument, compile: Compile): readonly ScopeName[] {
  return systemFields.map((key) => {
    const { label, nullable, expression } = systemFacts[key]
    return nameOf({ key, label, nullable, type: expression(entity.key) }, compile.scope)
  })
}

function relationNames(relations: readonly RelationModel[], compile: Compile): readonly ScopeName[] {
  return relations.map(({ key, target }) =>
    nameOf(
      { key, label: compile.labelOf(target), type: { kind: 'rows', entity: target }, nullable: false },
      compile.scope,
    ),
  )
}

function fieldModels(entity: EntityDocument, facts: Compile['facts']): readonly FieldModel[] {
  const model = (document: FieldModel['document'], system: boolean): FieldModel => {
    const shows = facts.find(document.type)?.shows?.(document)
    const head = { key: document.key, entity: entity.key, type: document.type, document, system }
    return Object.freeze(shows === undefined ? head : { ...head, shows })
  }
  return [
    ...entity.fields.map((field) => model(field, false)),
    ...systemFields.map((key) => model(systemDocument(key), true)),
  ]
}

function byKey<T extends { readonly key: string }>(all: readonly T[]): (key: string) => T | undefined {
  const map = new Map(all.map((one) => [one.key, one]))
  return (key) => map.get(key)
}

function compileEntity(
  entity: EntityDocument,
  relations: readonly RelationModel[],
  compile: Compile,
): EntityModel {
  const fields = Object.freeze(fieldModels(entity, compile.facts))
  // System names first, so that an own field of a reserved key (an error told elsewhere) wins and stays findable.
  const names = [
    ...systemNames(entity, compile),
    ...relationNames(relations, compile),
    ...fieldNames(entity, compile),
  ]
  return Object.freeze({
    key: entity.key,
    document: entity,
    fields,
    field: byKey([...fields].reverse()),
    relations,
    relation: byKey(relations),
    scope: scopeOf(entity.key, names, compile.entities),
  })
}

/** Makes the entities of a model. Keys are unique here; scopes reach each other lazily, since links form circles. */
export function compileEntities(
  documents: readonly EntityDocument[],
  facts: ExtensionList<FieldFacts>,
): readonly EntityModel[] {
  const byName = new Map(documents.map((one) => [one.key, one]))
  const made = new Map<string, EntityModel>()
  const types = fieldTypes(byName, facts)
  const compile: Compile = {
    facts,
    types,
    labelOf: (entity) => byName.get(entity)?.plural ?? byName.get(entity)?.label ?? entity,
    scope: (entity) => made.get(entity)?.scope ?? builtinScopes.get(entity),
    entities: Object.freeze({ find: (key: string) => made.get(key)?.scope, keys: () => [...made.keys()] }),
  }
  const relations = relationsByEntity(documents, facts, types)
  for (const entity of documents)
    made.set(entity.key, compileEntity(entity, relations.get(entity.key) ?? [], compile))
  return [...made.values()]
}
