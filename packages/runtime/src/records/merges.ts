import type { Actor, MergeRow, MovedLinks } from '@mortise/store'
import type { EntityModel } from '@mortise/schema'
import { say } from '@mortise/errors'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { entityFor } from './entity-for.ts'

/** A merge into a record, as the person sees it who may take it apart. */
export type MergeStory = {
  readonly id: string
  /** ISO instant. */
  readonly at: string
  readonly actorName: string
  /** `title` is null where the person may not read it; what is `gone` can't come back, and holds the whole merge. */
  readonly records: readonly {
    readonly id: string
    readonly title: string | null
    readonly state: 'bin' | 'live' | 'gone'
  }[]
  /** How many records that pointed at them are still there, by entity, as far as the person sees them. */
  readonly links: readonly { readonly entity: string; readonly count: number }[]
}

/** Merges into a record that were not taken apart, newest first; only for those who may merge it. */
export async function mergesOf(
  unit: Unit,
  actor: Actor,
  at: { readonly entity: string; readonly id: string },
): Promise<readonly MergeStory[]> {
  const entity = entityFor(unit, actor, at.entity)
  const door = unit.door(actor)
  if ((await door.get(entity.key, at.id, { fields: ['id'] })) === null) throw errors.RECORD_NOT_FOUND()
  // A scope of null is every record.
  const rights = door.access.entity(entity.key)
  if (rights === undefined || rights.delete === false || !(await door.may(entity.key, at.id, 'update')))
    throw errors.FORBIDDEN({ what: say(entity.document.label, actor.locale) })
  const rows = (await unit.tx.side.merges.of(at.id)).filter((row) => row.entity === entity.key)
  const stories: MergeStory[] = []
  for (const row of rows) stories.push(await storyOf(unit, actor, { entity, row }))
  return stories
}

async function storyOf(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly row: MergeRow },
): Promise<MergeStory> {
  const { entity, row } = of
  const records: MergeStory['records'][number][] = []
  for (const id of row.merged) {
    const state = await whereIs(unit, entity, id)
    const read = state === 'gone' ? null : await readTitle(unit, actor, { entity, id, state })
    records.push({ id, title: read, state })
  }
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    actorName: row.actorName,
    records,
    links: await linksOf(unit, actor, row),
  }
}

/** Whether a record that was merged away lies in the bin, was taken out of it already, or is gone for good. */
export async function whereIs(unit: Unit, entity: EntityModel, id: string): Promise<'bin' | 'live' | 'gone'> {
  const door = unit.door(automation(unit, 'merge'))
  if ((await door.get(entity.key, id, { fields: ['id'], deleted: true })) !== null) return 'bin'
  return (await door.get(entity.key, id, { fields: ['id'] })) === null ? 'gone' : 'live'
}

async function readTitle(
  unit: Unit,
  actor: Actor,
  of: { readonly entity: EntityModel; readonly id: string; readonly state: 'bin' | 'live' },
): Promise<string | null> {
  const { key, document } = of.entity
  const door = unit.door(actor)
  if (door.access.entity(key)?.field(document.title) === 'hidden') return null
  const fields = [document.title]
  const record = await door.get(key, of.id, { fields, ...(of.state === 'bin' ? { deleted: true } : {}) })
  const title = record?.values[document.title] ?? null
  return title === null ? null : String(title)
}

async function linksOf(unit: Unit, actor: Actor, row: MergeRow): Promise<MergeStory['links']> {
  const { moved } = row.journal as unknown as { readonly moved: readonly MovedLinks[] }
  const byEntity = new Map<string, Set<string>>()
  for (const { entity, rows } of moved) {
    if (entity === null) continue
    byEntity.set(entity, new Set([...(byEntity.get(entity) ?? []), ...rows.map(({ id }) => id)]))
  }
  const door = unit.door(actor)
  const links: MergeStory['links'][number][] = []
  for (const [entity, ids] of byEntity) {
    const rights = door.access.entity(entity)
    if (rights === undefined || rights.read === false) continue
    // Read from their own side, so that what was deleted since, or is not the person's to see, is not counted.
    const filter = { in: [{ var: 'id' }, [...ids]] }
    const count = await door.count({ entity, filter }, 'exact')
    if (count > 0) links.push({ entity, count })
  }
  return links
}
