import type { Localized } from '@mortise/errors'
import type { EntityDocument, FieldDocument, UniqueDocument } from '../documents/entity.ts'
import type { EntityChange } from './entity-change.ts'
import { sameJson } from './equal.ts'
import { type Matched, matchElements } from './match.ts'
import { optionRenames } from './option-renames.ts'
import { type FieldAspect, stepSentences, type TypeWords } from './sentences.ts'

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

type Around = { readonly entity: EntityDocument; readonly types: TypeWords }

/** Options under other names come before what the field itself becomes. */
function optionStep({ entity }: Around, before: FieldDocument, after: FieldDocument): readonly EntityStep[] {
  const options = before.type === after.type ? optionRenames(before, after) : []
  if (options.length === 0) return []
  const change: EntityChange = {
    type: 'rename_options',
    entity: entity.key,
    field: after.key,
    options: options.map(({ from, to }) => ({ from, to })),
  }
  const sentences = options.map((option) => stepSentences.optionRenamed(entity, after, option))
  const sentence = {
    zh: sentences.map((one) => one.zh).join('；'),
    en: sentences.map((one) => one.en).join('; '),
  }
  return [{ entity: entity.key, change, sentence }]
}

/** Settings may make another column; `store` knows, so that such a change counts as one of type. */
function fieldStep(around: Around, before: FieldDocument, after: FieldDocument): readonly EntityStep[] {
  const changed = aspects.filter((one) => !sameJson(aspectOf(before, one), aspectOf(after, one)))
  const [entity, field] = [around.entity.key, after.key]
  if (before.type !== after.type) {
    const sentence = stepSentences.typeChanged(around.entity, { before, after }, around.types)
    return [{ entity, change: { type: 'change_field_type', entity, field }, sentence }]
  }
  if (changed.length === 0) return []
  const type = changed.includes('settings') ? 'change_field_type' : 'change_field'
  const sentence = stepSentences.fieldChanged(around.entity, after, changed)
  return [...optionStep(around, before, after), { entity, change: { type, entity, field }, sentence }]
}

/** Unique keys that are gone or new; one over other fields is both, one over the same fields under another key neither. */
function uniqueSteps(
  before: EntityDocument,
  after: EntityDocument,
  newKey: (field: string) => string,
): { readonly dropped: readonly EntityStep[]; readonly added: readonly EntityStep[] } {
  const entity = after.key
  const alike = (old: UniqueDocument, fresh: UniqueDocument): boolean =>
    sameJson(old.fields.map(newKey), fresh.fields)
  const [old, now] = [before.uniques ?? [], after.uniques ?? []]
  const gone = old.filter((one) => !now.some((fresh) => one.key === fresh.key && alike(one, fresh)))
  const made = now.filter((fresh) => !old.some((one) => one.key === fresh.key && alike(one, fresh)))
  const taken = new Set<UniqueDocument>()
  const renamed = made.flatMap((fresh) => {
    const found = gone.find((one) => !taken.has(one) && alike(one, fresh) && isFree(fresh.key, old))
    if (found === undefined) return []
    taken.add(found)
    return [{ found, fresh }]
  })
  const kept = new Set(renamed.map(({ fresh }) => fresh))
  return {
    dropped: gone
      .filter((one) => !taken.has(one))
      .map((one) => ({
        entity,
        change: { type: 'drop_unique', entity, unique: one.key },
        sentence: stepSentences.uniqueDropped(before, one),
      })),
    added: [
      ...renamed.map(
        ({ found, fresh }): EntityStep => ({
          entity,
          change: { type: 'rename_unique', entity, from: found.key, to: fresh.key },
          sentence: stepSentences.uniqueRenamed(after, fresh, found.key),
        }),
      ),
      ...made
        .filter((one) => !kept.has(one))
        .map(
          (one): EntityStep => ({
            entity,
            change: { type: 'add_unique', entity, unique: one.key },
            sentence: stepSentences.uniqueAdded(after, one),
          }),
        ),
    ],
  }
}

const isFree = (key: string, uniques: readonly UniqueDocument[]): boolean =>
  !uniques.some((one) => one.key === key)

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

function renamedFields(entity: EntityDocument, fields: Matched<FieldDocument>): readonly EntityStep[] {
  return renamesOf(fields.kept).flatMap(({ from, to }) => {
    const field = entity.fields.find((one) => one.key === to)
    if (field === undefined) return []
    const change: EntityChange = { type: 'rename_field', entity: entity.key, from, to }
    return [{ entity: entity.key, change, sentence: stepSentences.fieldRenamed(entity, field, from) }]
  })
}

function droppedField(entity: EntityDocument, field: FieldDocument): EntityStep {
  const change: EntityChange = { type: 'drop_field', entity: entity.key, field: field.key }
  return { entity: entity.key, change, sentence: stepSentences.fieldDropped(entity, field) }
}

function addedField({ entity, types }: Around, field: FieldDocument): EntityStep {
  const change: EntityChange = { type: 'add_field', entity: entity.key, field: field.key }
  return { entity: entity.key, change, sentence: stepSentences.fieldAdded(entity, field, types) }
}

function keptEntity(before: EntityDocument, after: EntityDocument, types: TypeWords): Ordered {
  const around: Around = { entity: after, types }
  const fields = matchElements(before.fields, after.fields)
  const newKeys = new Map(fields.kept.map((pair) => [pair.before.key, pair.after.key]))
  const uniques = uniqueSteps(before, after, (field) => newKeys.get(field) ?? field)
  // A name that somebody else takes over must be free before.
  const reused = new Set(after.fields.map((field) => field.key))
  const first = fields.removed.filter((field) => reused.has(field.key))
  const last = fields.removed.filter((field) => !reused.has(field.key))
  return {
    first: [
      ...uniques.dropped,
      ...first.map((field) => droppedField(after, field)),
      ...renamedFields(after, fields),
      ...fields.added.map((field) => addedField(around, field)),
      ...fields.kept.flatMap((pair) => fieldStep(around, pair.before, pair.after)),
      ...uniques.added,
    ],
    last: last.map((field) => droppedField(after, field)),
  }
}

function droppedEntity(document: EntityDocument): EntityStep {
  const entity = document.key
  return { entity, change: { type: 'drop_entity', entity }, sentence: stepSentences.dropped(document) }
}

/** Types by their own word, where nobody says what they are called. */
const plainTypes: TypeWords = (type) => ({ zh: type, en: type })

/** The structural steps between two lists of entities, in words too. */
export function entitySteps(
  before: readonly EntityDocument[],
  after: readonly EntityDocument[],
  types: TypeWords = plainTypes,
): readonly EntityStep[] {
  const { added, removed, kept } = matchElements(before, after)
  const reused = new Set(after.map((one) => one.key))
  const inside = kept.map((pair) => keptEntity(pair.before, pair.after, types))
  const renamed = renamesOf(kept)
  return [
    ...removed.filter((one) => reused.has(one.key)).map(droppedEntity),
    ...renamed.flatMap(({ from, to }): readonly EntityStep[] => {
      const document = after.find((one) => one.key === to)
      if (document === undefined) return []
      const change: EntityChange = { type: 'rename_entity', from, to }
      return [{ entity: to, change, sentence: stepSentences.renamed(document, from) }]
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
