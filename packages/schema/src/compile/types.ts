import type { ExpressionType, Scope } from '@mortise/expressions'
import type { FieldFacts, FieldResolver } from '../extension/field-facts.ts'
import type { ExtensionList } from '../extension/head.ts'
import type { EntityDocument, FieldDocument } from '../documents/entity.ts'
import { isObject } from '../pointer.ts'
import { type SystemField, systemFields } from '../model/values.ts'
import { builtinScopes, systemFacts } from './system.ts'

/** Finds the expression type of fields; remembers what it found. */
export type FieldTypes = {
  /** Of a field of an entity; undefined for unknown field types and for lookups that lead nowhere. */
  readonly of: (entity: EntityDocument, field: FieldDocument) => ExpressionType | undefined
}

/** Names of system fields, to tell them from own ones. */
export function isSystemField(key: string): key is SystemField {
  return systemFields.some((one) => one === key)
}

function builtinType(scope: Scope, key: string): ExpressionType | undefined {
  return scope.find(key)?.type
}

/**
 * Makes the finder. Lookups ask for fields behind links, which may be lookups again: a field that is asked for while it
 * is being worked out has no type (the cycle is reported by the publish check).
 */
export function fieldTypes(
  entities: ReadonlyMap<string, EntityDocument>,
  facts: ExtensionList<FieldFacts>,
): FieldTypes {
  const known = new Map<FieldDocument, ExpressionType | undefined>()
  const open = new Set<FieldDocument>()

  const stepType = (entity: string, key: string): ExpressionType | undefined => {
    const builtin = builtinScopes.get(entity)
    if (builtin !== undefined) return builtinType(builtin, key)
    const document = entities.get(entity)
    const field = document?.fields.find((one) => one.key === key)
    if (document !== undefined && field !== undefined) return of(document, field)
    return document !== undefined && isSystemField(key) ? systemFacts[key].expression(entity) : undefined
  }
  const resolverFor = (home: string): FieldResolver => {
    return (entity, path) => {
      let at: string | undefined = entity === '' ? home : entity
      let type: ExpressionType | undefined
      for (const key of path.split('.')) {
        if (at === undefined) return undefined
        type = stepType(at, key)
        at = type?.kind === 'id' || type?.kind === 'rows' ? type.entity : undefined
      }
      return type
    }
  }
  const of = (entity: EntityDocument, field: FieldDocument): ExpressionType | undefined => {
    if (known.has(field)) return known.get(field)
    if (open.has(field)) return undefined
    open.add(field)
    const type = facts.find(field.type)?.expressionType(field, resolverFor(entity.key))
    open.delete(field)
    known.set(field, isObject(type) ? type : undefined)
    return type
  }
  return { of }
}
