import type { ExpressionType } from '@mortise/expressions'
import type { EntityDocument } from '../documents/entity.ts'
import type { FieldFacts } from '../extension/field-facts.ts'
import type { ExtensionList } from '../extension/head.ts'
import type { RelationModel } from '../model/model.ts'
import type { FieldTypes } from './types.ts'

/** Sub-tables of an entity: relations under the key of their field. */
function ownedRelations(
  entity: EntityDocument,
  facts: ExtensionList<FieldFacts>,
  types: FieldTypes,
): readonly RelationModel[] {
  return entity.fields.flatMap((field) => {
    if (types.of(entity, field)?.kind !== 'rows') return []
    const fact = facts.find(field.type)
    const target = fact?.target?.(field)
    const via = fact?.parentField?.(field)
    if (target === undefined || via === undefined) return []
    return [{ key: field.key, entity: entity.key, target, via, owned: true }]
  })
}

/** Links to many of an entity: relations under the key of their field, which also is the set of ids. */
function manyRelations(
  entity: EntityDocument,
  facts: ExtensionList<FieldFacts>,
  types: FieldTypes,
): readonly RelationModel[] {
  return entity.fields.flatMap((field) => {
    const target = facts.find(field.type)?.target?.(field)
    if (target === undefined || !isMany(types.of(entity, field))) return []
    return [{ key: field.key, entity: entity.key, target, via: field.key, owned: false, many: 'forth' }]
  })
}

const isMany = (type: ExpressionType | undefined): boolean => type?.kind === 'set' && type.of === 'id'

/** Links of any entity seen from the record they point at: `<entity>_by_<link field>`. */
function reverseRelations(
  entities: readonly EntityDocument[],
  facts: ExtensionList<FieldFacts>,
  types: FieldTypes,
): readonly RelationModel[] {
  return entities.flatMap((from) =>
    from.fields.flatMap((field) => {
      const target = facts.find(field.type)?.target?.(field)
      const type = types.of(from, field)
      if (target === undefined) return []
      const one = {
        key: `${from.key}_by_${field.key}`,
        entity: target,
        target: from.key,
        via: field.key,
        owned: false,
      }
      if (isMany(type)) return [{ ...one, many: 'back' }]
      return type?.kind === 'id' ? [one] : []
    }),
  )
}

/**
 * Every relation by entity. A reverse link gives way to a sub-table over the same rows and to any name the entity
 * already has.
 */
export function relationsByEntity(
  entities: readonly EntityDocument[],
  facts: ExtensionList<FieldFacts>,
  types: FieldTypes,
): ReadonlyMap<string, readonly RelationModel[]> {
  const reverse = reverseRelations(entities, facts, types)
  return new Map(
    entities.map((entity) => {
      const owned = ownedRelations(entity, facts, types)
      const taken = new Set(entity.fields.map((field) => field.key))
      const others = reverse.filter(
        (one) =>
          one.entity === entity.key &&
          !taken.has(one.key) &&
          !owned.some((sub) => sub.target === one.target && sub.via === one.via),
      )
      const many = manyRelations(entity, facts, types)
      return [entity.key, Object.freeze([...owned, ...many, ...others])] as const
    }),
  )
}
