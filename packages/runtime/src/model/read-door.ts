import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor, Door, Refs } from '@mortise/store'
import type { Published } from '../context/published.ts'
import type { Workspace } from '../context/workspace.ts'
import type { RuntimeOptions } from '../types.ts'

/** A door for reading only, outside any transaction, with the metadata it was opened on. */
export type ReadDoor = { readonly door: Door; readonly published: Published; readonly now: string }

/** Opens the door for an actor at the present version. */
export async function readDoor(workspace: Workspace, actor: Actor): Promise<ReadDoor> {
  const published = await workspace.published()
  const { nameOf } = await workspace.people()
  const now = workspace.now()
  const access = published.access(actor)
  const door = workspace.store.records({ actor, access, model: published.model, now, nameOf })
  return { door, published, now }
}

type Ground = { readonly published: Pick<Published, 'model'>; readonly kit: RuntimeOptions['kit'] }

/** Fields of an entity that the actor may read, in reading order; rows of sub-tables are not among them. */
export function readableFields(
  ground: Ground & { readonly published: Published },
  actor: Actor,
  entity: EntityModel,
): readonly string[] {
  const rights = ground.published.access(actor).entity(entity.key)
  return entity.fields
    .filter((field) => rights !== undefined && rights.field(field.key) !== 'hidden')
    .filter((field) => field.system || holdsValue(ground.kit, field.type, field.document))
    .map((field) => field.key)
}

/** Whether a field has a value of its own in a list: sub-tables have rows instead. */
function holdsValue(
  kit: RuntimeOptions['kit'],
  type: string,
  document: Parameters<NonNullable<RuntimeOptions['kit']['fields']['all'][number]['column']>>[0],
): boolean {
  const known = kit.fields.find(type)
  return known !== undefined && (known.column(document) !== null || known.source !== undefined)
}

const systemTargets: { readonly [key: string]: string } = {
  owner: 'user',
  created_by: 'user',
  updated_by: 'user',
  department: 'department',
}

/** What a field of ours points at: `user`, `department`, or nothing. */
export function systemTarget(key: string): string | undefined {
  return Object.hasOwn(systemTargets, key) ? systemTargets[key] : undefined
}

/** What a record points at, by entity: links, people and departments, those of its sub-table rows too. */
export function pointedAt(
  ground: Ground,
  entity: EntityModel,
  values: RecordValues,
): readonly { readonly entity: string; readonly ids: readonly string[] }[] {
  const wanted = new Map<string, Set<string>>()
  collect(ground, { entity, values, wanted })
  return [...wanted].map(([key, ids]) => ({ entity: key, ids: [...ids] }))
}

type Pointer = {
  readonly key: string
  readonly target: string | undefined
  /** The rows that the field shows, where they are the record's own. */
  readonly child: EntityModel | undefined
}

const pointers = new WeakMap<EntityModel, readonly Pointer[]>()

/** Fields that point at something, themselves or by rows of their own; looked up once a version. */
function pointersOf(ground: Ground, entity: EntityModel): readonly Pointer[] {
  let found = pointers.get(entity)
  if (found === undefined) {
    found = entity.fields.flatMap((field) => {
      const { key, system, type, document } = field
      const target = system ? systemTargets[key] : ground.kit.fields.find(type)?.target?.(document)
      const relation = entity.relation(key)
      const child = relation?.owned === true ? ground.published.model.entity(relation.target) : undefined
      return target === undefined && child === undefined ? [] : [{ key, target, child }]
    })
    pointers.set(entity, found)
  }
  return found
}

function collect(
  ground: Ground,
  given: {
    readonly entity: EntityModel
    readonly values: RecordValues
    readonly wanted: Map<string, Set<string>>
  },
): void {
  const { entity, values, wanted } = given
  for (const { key, target, child } of pointersOf(ground, entity)) {
    const value = values[key] ?? null
    if (value === null) continue
    if (target !== undefined) {
      const ids = (Array.isArray(value) ? value : [value]) as readonly Json[]
      for (const id of ids)
        if (typeof id === 'string') wanted.set(target, (wanted.get(target) ?? new Set()).add(id))
    }
    if (child === undefined || !Array.isArray(value)) continue
    for (const row of value as readonly RecordValues[])
      collect(ground, { entity: child, values: row, wanted })
  }
}

/** Shown names of everything a record points at; null where the actor may not see it. */
export function refsOf(
  reading: Pick<ReadDoor, 'door' | 'published'> & { readonly kit: RuntimeOptions['kit'] },
  entity: EntityModel,
  values: RecordValues,
): Promise<Refs> {
  return reading.door.refs(pointedAt(reading, entity, values))
}
