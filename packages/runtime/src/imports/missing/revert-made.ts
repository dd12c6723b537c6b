import { isMortiseError } from '@mortise/errors'
import type { ImportRow, MadeRow } from '@mortise/store'
import { automation } from '../../context/automation.ts'
import type { Unit } from '../../context/unit.ts'
import type { Workspace } from '../../context/workspace.ts'
import { recomputeTouched } from '../../records/touched.ts'
import { importerOf } from '../importer.ts'

const atOnce = 200
const start = '00000000-0000-0000-0000-000000000000'

/**
 * Takes back the records that an import made for the names of its rows. What somebody changed since, or what other
 * records have come to point at, stays: it is in use.
 */
export async function revertMade(workspace: Workspace, row: ImportRow): Promise<void> {
  for (let after = start; ; ) {
    const made = await workspace.store.side.imports.made(row.id, { after, limit: atOnce })
    const last = made.at(-1)
    if (last === undefined) return
    for (const one of made) await removeOne(workspace, row, one)
    after = last.id
  }
}

async function removeOne(workspace: Workspace, row: ImportRow, made: MadeRow): Promise<void> {
  try {
    await workspace.unit(async (unit) => {
      if (await isInUse(unit, made)) return
      const importer = importerOf(unit, row)
      const { touched } = await unit.door(importer).removeMany(made.entity, [made.id])
      await recomputeTouched(unit, importer, touched)
      unit.announce({ topic: 'record', entity: made.entity })
    })
  } catch (error) {
    // Something holds on to it that says so by itself.
    if (!isMortiseError(error) || error.kind !== 'user') throw error
  }
}

async function isInUse(unit: Unit, { entity, id, version }: MadeRow): Promise<boolean> {
  const door = unit.door(automation(unit, 'import_revert'))
  const record = await door.get(entity, id, { fields: ['id'], lock: true })
  if (record === null || record.version !== version) return true
  for (const relation of unit.published.model.entity(entity)?.relations ?? []) {
    if (relation.owned || relation.many === 'forth') continue
    const points =
      relation.many === undefined
        ? { '==': [{ var: relation.via }, id] }
        : { hasAny: [{ var: relation.via }, [id]] }
    const { records } = await door.query({
      entity: relation.target,
      fields: ['id'],
      filter: points,
      limit: 1,
    })
    if (records.length > 0) return true
  }
  return false
}
