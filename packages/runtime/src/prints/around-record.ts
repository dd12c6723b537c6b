import type { PrintData, TemplateReads } from '@mortise/prints'
import type { EntityModel, RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { visibilityOf } from '../model/visible.ts'
import { linksAround, namesAround, type RowRoom, rowsAround } from './around.ts'
import { readsInFull } from './in-full.ts'

/** What stands around a record, and what its reader may know of it. */
export type Surroundings = Required<Pick<PrintData, 'labelOf' | 'mayKnow' | 'mayRead'>> &
  Pick<PrintData['record'], 'links' | 'rows'>

/** Reads what a template needs around a record, with the rights of its reader: what may not be read is empty. */
export async function aroundRecord(
  unit: Unit,
  actor: Actor,
  given: {
    readonly entity: EntityModel
    readonly id: string
    readonly values: RecordValues
    readonly reads: TemplateReads
    readonly room: RowRoom
  },
): Promise<Surroundings> {
  const { published } = unit
  const { kit } = unit.options
  const { entity, id, values, reads, room } = given
  const reading = { door: unit.door(actor), published, kit, visible: visibilityOf(published, actor, kit) }
  const { links, pointed } = await linksAround(reading, entity, { id, paths: reads.paths })
  const around = await rowsAround(reading, entity, { id, values, reads, room })
  const { rows } = around
  const refs = await namesAround(reading, entity, { values, rows, pointed: [...pointed, ...around.pointed] })
  return {
    links,
    rows,
    mayKnow: reading.visible.path,
    mayRead: readsInFull(published, actor, kit),
    // What may not be seen has a dash for its name; an id says nothing to anybody.
    labelOf: (of, one) =>
      refs[of]?.[one] ?? (of === 'user' ? unit.people.directory.user(one)?.name : undefined) ?? '—',
  }
}
