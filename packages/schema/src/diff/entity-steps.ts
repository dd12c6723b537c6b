import type { Localized } from '@mortise/errors'
import type { EntityDocument, FieldDocument, UniqueDocument } from '../documents/entity.ts'
import type { EntityChange } from './entity-change.ts'
import { sameJson } from './equal.ts'
import { type Matched, matchElements } from './match.ts'
import { type FieldAspect, stepSentences } from './sentences.ts'

/** One structural change with the entity (by its newer key) it belongs to, in words too. */
export type EntityStep = {
  readonly entity: string
  readonly change: EntityChange
  readonly sentence: Localized
}

/** Steps by when they can be carried out; drops come last unless their name is needed at once. */
type Ordered = { readonly first: readonly EntityStep[]; readonly last: readonly EntityStep[] }

const aspects: readonly FieldAspect[] = ['required', 'unique', 'index', 'history', 'default', 'settings']

/** A flag that is absent and one that is false are the same. */
function aspectOf(field: FieldDocument, aspect: FieldAspect): unknown {
  const value = field[aspect]
  if (aspect === 'settings') return value ?? {}
  return value === false ? undefined : value
}

/** Settings may make another column; `store` knows, so that such a change counts as one of type. */
function fieldStep(entity: string, before: FieldDocument, after: FieldDocument): readonly EntityStep[] {
  const changed = aspects.filter((one) => !sameJson(aspectOf(before, one), aspectOf(after, one)))
  const field = after.key
  if (before.type !== after.type) {
    const sentence = stepSentences.typeChanged(entity, before, after)
    return [{ entity, change: { type: 'change_field_type', entity, field }, sentence }]
  }
  if (changed.length === 0) return []
  const type = changed.includes('settings') ? 'change_field_type' : 'change_field'
  return [
    { entity, change: { type, entity, field }, sentence: stepSentences.fieldChanged(entity, after, changed) },
  ]
}

/** Unique keys that are gone or new; one over other fields is both. */
function uniqueSteps(
  before: readonly UniqueDocument[],
  after: readonly UniqueDocument[],
  given: { readonly entity: string; readonly newKey: (field: string) => string },
): { readonly dropped: readonly EntityStep[]; readonly added: readonly EntityStep[] } {
  const { entity, newKey } = given
  const same = (old: UniqueDocument, fresh: UniqueDocument): boolean =>
    old.key === fresh.key && sameJson(old.fields.map(newKey), fresh.fields)
  const dropped = before.filter((old) => !after.some((fresh) => same(old, fresh)))
  const added = after.filter((fresh) => !before.some((old) => same(old, fresh)))
  return {
    dropped: dropped.map(({ key }) => ({
      entity,
      change: { type: 'drop_unique', entity, unique: key },
      sentence: stepSentences.uniqueDropped(entity, key),
    })),
    added: added.map(({ key, fields }) => ({
      entity,
      change: { type: 'add_unique', entity, unique: key },
      sentence: stepSentences.uniqueAdded(entity, key, fields),
    })),
  }
}

type Rename = { readonly from: string; readonly to: string }

/**
 * Renames in an order in which each new name is free: `b → c` before `a → b`. Two that swap names can't both be; they
 * keep their order and `store` refuses them.
 */
function freeFirst(renames: readonly Rename[]): readonly Rename[] {
  const waiting = [...renames]
  const ordered: Rename[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ to }) => !waiting.some(({ from }) => from === to))
    ordered.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return ordered
}

function renamesOf(kept: Matched<{ readonly key: string }>['kept']): readonly Rename[] {
  const renames = kept.map(({ before, after }) => ({ from: before.key, to: after.key }))
  return freeFirst(renames.filter(({ from, to }) => from !== to))
}

function renamedFields(entity: string, fields: Matched<FieldDocument>): readonly EntityStep[] {
  return renamesOf(fields.kept).map(({ from, to }) => ({
    entity,
    change: { type: 'rename_field', entity, from, to },
    sentence: stepSentences.fieldRenamed(entity, from, to),
  }))
}

function droppedField(entity: string, field: FieldDocument): EntityStep {
  const change: EntityChange = { type: 'drop_field', entity, field: field.key }
  return { entity, change, sentence: stepSentences.fieldDropped(entity, field) }
}

function addedField(entity: string, field: FieldDocument): EntityStep {
  const change: EntityChange = { type: 'add_field', entity, field: field.key }
  return { entity, change, sentence: stepSentences.fieldAdded(entity, field) }
}

function keptEntity(before: EntityDocument, after: EntityDocument): Ordered {
  const entity = after.key
  const fields = matchElements(before.fields, after.fields)
  const newKeys = new Map(fields.kept.map((pair) => [pair.before.key, pair.after.key]))
  const newKey = (field: string): string => newKeys.get(field) ?? field
  const uniques = uniqueSteps(before.uniques ?? [], after.uniques ?? [], { entity, newKey })
  // A name that somebody else takes over must be free before.
  const reused = new Set(after.fields.map((field) => field.key))
  const first = fields.removed.filter((field) => reused.has(field.key))
  const last = fields.removed.filter((field) => !reused.has(field.key))
  return {
    first: [
      ...uniques.dropped,
      ...first.map((field) => droppedField(entity, field)),
      ...renamedFields(entity, fields),
      ...fields.added.map((field) => addedField(entity, field)),
      ...fields.kept.flatMap((pair) => fieldStep(entity, pair.before, pair.after)),
      ...uniques.added,
    ],
    last: last.map((field) => droppedField(entity, field)),
  }
}

function droppedEntity(document: EntityDocument): EntityStep {
  const entity = document.key
  return { entity, change: { type: 'drop_entity', entity }, sentence: stepSentences.dropped(document) }
}

/** The structural steps between two lists of entities, in words too. */
export function entitySteps(
  before: readonly EntityDocument[],
  after: readonly EntityDocument[],
): readonly EntityStep[] {
  const { added, removed, kept } = matchElements(before, after)
  const reused = new Set(after.map((one) => one.key))
  const inside = kept.map((pair) => keptEntity(pair.before, pair.after))
  const renamed = renamesOf(kept)
  return [
    ...removed.filter((one) => reused.has(one.key)).map(droppedEntity),
    ...renamed.map(({ from, to }): EntityStep => {
      return {
        entity: to,
        change: { type: 'rename_entity', from, to },
        sentence: stepSentences.renamed(from, to),
      }
    }),
    ...added.map((document): EntityStep => {
      const entity = document.key
      return { entity, change: { type: 'create_entity', entity }, sentence: stepSentences.created(document) }
    }),
    ...inside.flatMap((one) => one.first),
    ...inside.flatMap((one) => one.last),
    ...removed.filter((one) => !reused.has(one.key)).map(droppedEntity),
  ]
}

/** The structural changes between two lists of entities, in an order in which they can be carried out. */
export function entityChanges(
  before: readonly EntityDocument[],
  after: readonly EntityDocument[],
): readonly EntityChange[] {
  return entitySteps(before, after).map((one) => one.change)
}
