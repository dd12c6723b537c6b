import type { EntityDocument, FieldDocument, UniqueDocument } from '../documents/entity.ts'
import { sameJson } from './equal.ts'
import { matchElements } from './match.ts'

/** What a property of a field that the database cares about became. */
export type FieldAspect = 'required' | 'unique' | 'index' | 'history' | 'default' | 'settings'

/**
 * One structural step from one version of the entities to the next; `store` turns it into DDL. Steps come in an order
 * in which they can be carried out: renames, removals, creations, fields, unique keys. Later steps name entities and
 * fields by their new keys.
 */
export type EntityChange =
  | { readonly type: 'create_entity'; readonly entity: string; readonly document: EntityDocument }
  | { readonly type: 'drop_entity'; readonly entity: string; readonly document: EntityDocument }
  | { readonly type: 'rename_entity'; readonly entity: string; readonly from: string }
  | { readonly type: 'add_field'; readonly entity: string; readonly field: FieldDocument }
  | { readonly type: 'drop_field'; readonly entity: string; readonly field: FieldDocument }
  | { readonly type: 'rename_field'; readonly entity: string; readonly field: string; readonly from: string }
  | {
      readonly type: 'change_field_type'
      readonly entity: string
      readonly before: FieldDocument
      readonly after: FieldDocument
    }
  | {
      readonly type: 'change_field'
      readonly entity: string
      readonly before: FieldDocument
      readonly after: FieldDocument
      /** What differs; never empty. */
      readonly aspects: readonly FieldAspect[]
    }
  | { readonly type: 'add_unique'; readonly entity: string; readonly unique: UniqueDocument }
  | { readonly type: 'drop_unique'; readonly entity: string; readonly unique: UniqueDocument }

const aspects: readonly FieldAspect[] = ['required', 'unique', 'index', 'history', 'default', 'settings']

/** A flag that is absent and one that is false are the same. */
function aspectOf(field: FieldDocument, aspect: FieldAspect): unknown {
  const value = field[aspect]
  if (aspect === 'settings') return value ?? {}
  return value === false ? undefined : value
}

function fieldChanges(entity: string, before: FieldDocument, after: FieldDocument): readonly EntityChange[] {
  if (before.type !== after.type) return [{ type: 'change_field_type', entity, before, after }]
  const changed = aspects.filter((one) => !sameJson(aspectOf(before, one), aspectOf(after, one)))
  return changed.length === 0 ? [] : [{ type: 'change_field', entity, before, after, aspects: changed }]
}

/** Unique keys that are gone or new; one over other fields is both. Old fields are told by their new keys. */
function uniqueChanges(
  pair: { readonly before: EntityDocument; readonly after: EntityDocument },
  newKey: (field: string) => string,
): readonly EntityChange[] {
  const { before, after } = pair
  const entity = after.key
  const same = (a: UniqueDocument, b: UniqueDocument): boolean =>
    a.key === b.key && sameJson(a.fields.map(newKey), b.fields)
  const old = before.uniques ?? []
  const fresh = after.uniques ?? []
  const dropped = old.filter((one) => !fresh.some((other) => same(one, other)))
  const added = fresh.filter((one) => !old.some((other) => same(other, one)))
  return [
    ...dropped.map((unique): EntityChange => ({ type: 'drop_unique', entity, unique })),
    ...added.map((unique): EntityChange => ({ type: 'add_unique', entity, unique })),
  ]
}

function keptEntity(before: EntityDocument, after: EntityDocument): readonly EntityChange[] {
  const entity = after.key
  const fields = matchElements(before.fields, after.fields)
  const renamed = fields.kept.filter((pair) => pair.before.key !== pair.after.key)
  const newKeys = new Map(renamed.map((pair) => [pair.before.key, pair.after.key]))
  const uniques = uniqueChanges({ before, after }, (field) => newKeys.get(field) ?? field)
  return [
    ...uniques.filter((one) => one.type === 'drop_unique'),
    ...fields.removed.map((field): EntityChange => ({ type: 'drop_field', entity, field })),
    ...renamed.map((pair): EntityChange => ({ type: 'rename_field', entity, field: pair.after.key, from: pair.before.key })),
    ...fields.kept.flatMap((pair) => fieldChanges(entity, pair.before, pair.after)),
    ...fields.added.map((field): EntityChange => ({ type: 'add_field', entity, field })),
    ...uniques.filter((one) => one.type === 'add_unique'),
  ]
}

/** The structural steps between two lists of entities. */
export function entityChanges(
  before: readonly EntityDocument[],
  after: readonly EntityDocument[],
): readonly EntityChange[] {
  const { added, removed, kept } = matchElements(before, after)
  return [
    ...removed.map((document): EntityChange => ({ type: 'drop_entity', entity: document.key, document })),
    ...kept
      .filter((pair) => pair.before.key !== pair.after.key)
      .map((pair): EntityChange => ({ type: 'rename_entity', entity: pair.after.key, from: pair.before.key })),
    ...added.map((document): EntityChange => ({ type: 'create_entity', entity: document.key, document })),
    ...kept.flatMap((pair) => keptEntity(pair.before, pair.after)),
  ]
}
