import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordInput, RecordValues } from '@mortise/schema'
import type { Refs } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { automation } from '../context/automation.ts'
import { isPlain } from './whole.ts'

/** A record with everything around it that the given paths read, and the names of what it links to. */
export async function readInput(
  unit: Unit,
  given: {
    readonly entity: EntityModel
    readonly id: string
    readonly values: RecordValues
    readonly previous?: RecordValues | undefined
    readonly isNew: boolean
    readonly paths: readonly string[]
    /** False where nobody fills texts: then no names are needed. */
    readonly names?: boolean
  },
): Promise<{ readonly record: RecordInput; readonly refs: Refs }> {
  const { entity, id, values, previous, isNew, paths, names = true } = given
  const around = looksAround(unit, entity, paths)
    ? await unit.door(automation(unit, 'read')).surroundings(entity.key, values, paths)
    : nothing
  const refs = names ? await unit.door(automation(unit, 'read')).refs(linksOf(unit, entity, values)) : {}
  return {
    record: { entity: entity.key, id, values, previous, isNew, links: around.links, rows: around.rows },
    refs,
  }
}

const nothing = { links: {}, rows: {} } as const

/** Whether any of the paths leads further than the values of the record themselves. */
function looksAround(unit: Unit, entity: EntityModel, paths: readonly string[]): boolean {
  if (!isPlain(unit, entity)) return true
  return paths.some((path) => path.includes('.') || entity.relation(path) !== undefined)
}

type LinkField = { readonly key: string; readonly target: string }
const known = new WeakMap<EntityModel, readonly LinkField[]>()

/** Fields of an entity that point at records or people, found once a version. */
function linkFields(unit: Pick<Unit, 'options'>, entity: EntityModel): readonly LinkField[] {
  let fields = known.get(entity)
  if (fields === undefined) {
    fields = entity.fields.flatMap(({ key, type, document }) => {
      const target = unit.options.kit.fields.find(type)?.target?.(document)
      return target === undefined ? [] : [{ key, target }]
    })
    known.set(entity, fields)
  }
  return fields
}

/** Ids of the records a record links to, by entity. People are not among them: their names are known anyway. */
export function linksOf(
  unit: Pick<Unit, 'options' | 'published'>,
  entity: EntityModel,
  values: RecordValues,
): readonly { readonly entity: string; readonly ids: readonly string[] }[] {
  const wanted = new Map<string, Set<string>>()
  for (const { key, target } of linkFields(unit, entity)) {
    const value = values[key]
    const found = (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter(
      (id): id is string => typeof id === 'string',
    )
    if (found.length === 0 || unit.published.model.entity(target) === undefined) continue
    const ids = wanted.get(target) ?? new Set()
    for (const id of found) ids.add(id)
    wanted.set(target, ids)
  }
  return [...wanted].map(([target, ids]) => ({ entity: target, ids: [...ids] }))
}
