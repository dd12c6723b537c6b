import { randomBytes } from 'node:crypto'
import type { Json } from '@mortise/expressions'
import type { DataDocument, EntityModel, RecordValues } from '@mortise/schema'
import { systemActor } from '../context/actor.ts'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { disguiseOf, isPersonal, nameFor, type Wardrobe } from './disguise.ts'
import { type Names, namesOf } from './names.ts'

/** Newest records of each kind that a copy has. */
const sampleSize = 40

/** Newest records of each kind whose names are looked for in the words of others. */
const mostNames = 20_000

type Copying = { readonly unit: Unit; readonly wardrobe: Wardrobe; readonly names: Names }

/** The newest records, as rows that can be put into another workspace: people and things in them can't be told. */
export function sampleData(workspace: Workspace): Promise<readonly DataDocument[]> {
  return workspace.unit(async (unit) => {
    const wardrobe = { kit: unit.options.kit, secret: randomBytes(32), timeZone: unit.timeZone }
    const found = new Map<string, readonly (RecordValues & { readonly id: string })[]>()
    for (const entity of unit.published.model.entities)
      if (entity.document.kind !== 'child') found.set(entity.key, await newest(unit, entity))
    const copying = { unit, wardrobe, names: await namesIn(unit, wardrobe) }
    return linked(unit, found).map(([key, records]): DataDocument => {
      const entity = unit.published.model.entity(key)
      return {
        entity: key,
        rows: entity === undefined ? [] : records.map((one) => rowOf(copying, entity, one)),
      }
    })
  })
}

/** Whoever records are about is named in other records, too: in their titles, in notes. */
async function namesIn(unit: Unit, wardrobe: Wardrobe): Promise<Names> {
  const door = unit.door(systemActor('sandbox'))
  const pairs = new Map<string, string>()
  for (const entity of unit.published.model.entities) {
    const { title } = entity.document
    if (!isPersonal(wardrobe, entity) || !isWords(unit, entity, title)) continue
    let left = mostNames
    const query = { entity: entity.key, fields: [title], sort: [{ field: 'id', dir: 'desc' as const }] }
    for await (const { records } of door.stream(query, 500)) {
      for (const { values } of records) {
        const name = values[title]
        if (typeof name === 'string') pairs.set(name, nameFor(wardrobe, name))
      }
      left -= records.length
      if (left <= 0) break
    }
  }
  return namesOf(pairs)
}

/** Whether a field holds words that people wrote. */
function isWords(unit: Unit, entity: EntityModel, key: string): boolean {
  const type = entity.field(key)?.type
  return type !== undefined && unit.options.kit.fields.find(type)?.standIn !== undefined
}

async function newest(
  unit: Unit,
  entity: EntityModel,
): Promise<readonly (RecordValues & { readonly id: string })[]> {
  const door = unit.door(systemActor('sandbox'))
  const page = await door.query({
    entity: entity.key,
    fields: ['id'],
    sort: [{ field: 'id', dir: 'desc' }],
    limit: sampleSize,
  })
  const all = await Promise.all(page.records.map(({ id }) => door.get(entity.key, id, { rows: 'all' })))
  return all.flatMap((one) => (one === null ? [] : [{ ...one.values, id: one.id }]))
}

type Found = ReadonlyMap<string, readonly (RecordValues & { readonly id: string })[]>

/** Leaves out records that can't be without one that is not among them, until all can be. */
function linked(
  unit: Unit,
  found: Found,
): readonly (readonly [string, Found extends ReadonlyMap<string, infer V> ? V : never])[] {
  const { model } = unit.published
  const { fields } = unit.options.kit
  let now = new Map(found)
  for (;;) {
    const there = new Map([...now].map(([key, list]) => [key, new Set(list.map(({ id }) => id))]))
    const whole = (entity: EntityModel | undefined, record: RecordValues): boolean =>
      (entity?.document.fields ?? []).every((field) => {
        const target = fields.find(field.type)?.target?.(field)
        const value = record[field.key]
        if (target === undefined || field.required !== true || typeof value !== 'string') return true
        return there.get(target)?.has(value) === true
      })
    const next = new Map(
      [...now].map(([key, list]) => [key, list.filter((one) => whole(model.entity(key), one))]),
    )
    const same = [...next].every(([key, list]) => list.length === now.get(key)?.length)
    now = next
    if (same) return [...now]
  }
}

function rowOf(
  copying: Copying,
  entity: EntityModel,
  record: RecordValues & { readonly id: string },
): DataDocument['rows'][number] {
  const owner = record['owner']
  return {
    $key: record.id,
    ...(typeof owner === 'string' ? { owner } : {}),
    ...disguised(copying, entity, { record, about: false }),
  }
}

/** What can be written of a record, each value in its disguise. */
function disguised(
  copying: Copying,
  entity: EntityModel,
  /** `about`: it is a row of a record that is about somebody. */
  given: { readonly record: RecordValues; readonly about: boolean },
): { readonly [field: string]: Json } {
  const { record, about } = given
  const { unit, wardrobe, names } = copying
  const { fields } = unit.options.kit
  const personal = about || isPersonal(wardrobe, entity)
  const pairs = entity.document.fields.flatMap((document): readonly (readonly [string, Json])[] => {
    const type = fields.find(document.type)
    const value = record[document.key]
    const stored = type !== undefined && type.computed !== true && type.files === undefined
    if (!stored || value === null || value === undefined) return []
    const name = personal && document.key === entity.document.title && type.standIn !== undefined
    const kind = type.expressionType(document, () => undefined)
    const rows = kind.kind === 'rows' ? unit.published.model.entity(kind.entity) : undefined
    const said =
      rows !== undefined && Array.isArray(value)
        ? rowsOf(copying, rows, { list: value, about: personal, parent: document.settings?.['parentField'] })
        : type.target?.(document) !== undefined
          ? linksOf(value)
          : disguiseOf(wardrobe, { document, type, value, personal, name, names })
    return [[document.key, said]]
  })
  return Object.fromEntries(pairs)
}

function rowsOf(
  copying: Copying,
  rows: EntityModel,
  given: { readonly list: readonly Json[]; readonly about: boolean; readonly parent: Json | undefined },
): Json {
  const { list, about, parent } = given
  return list.map((row) => {
    const { [String(parent)]: _parent, ...own } = disguised(copying, rows, {
      record: row as RecordValues,
      about,
    })
    return own
  })
}

const linksOf = (value: Json): Json =>
  Array.isArray(value)
    ? value.map((one: Json) => linksOf(one))
    : typeof value === 'string'
      ? `$${value}`
      : value
