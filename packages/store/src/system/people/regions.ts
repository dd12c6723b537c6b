import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { databaseFailure } from '../../database/failures.ts'
import { newId } from '../../database/ids.ts'
import type { PeopleTables, RegionRow } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { assignments, given, textSql, uuidSql } from '../values.ts'
import { bumpRevision } from './revision.ts'

const columns = rawSql(`r.id, r.key, r.name, r.parent_id as "parentId"`)

/** The tree of regions. */
export function regionTables(
  context: SystemContext,
): Pick<PeopleTables, 'regions' | 'createRegion' | 'updateRegion' | 'deleteRegion'> {
  const { runner } = context
  const region = context.table('region')
  return {
    regions: () => runner.rows<RegionRow & Row>(sql`select ${columns} from ${region} r order by name, id`),
    createRegion: async (row) => {
      const id = row.id ?? newId()
      await runner.change(sql`with ${bumpRevision(context)}
        insert into ${region} (id, key, name, parent_id)
        values (${uuidSql(id)}, ${textSql(row.key)}, ${textSql(row.name)}, ${uuidSql(row.parentId)})`)
      return { id, key: row.key, name: row.name, parentId: row.parentId }
    },
    updateRegion: async (id, patch) => {
      const set = assignments({
        key: given(patch.key, textSql),
        name: given(patch.name, textSql),
        parent_id: given(patch.parentId, uuidSql),
      })
      const row = await runner.first<RegionRow & Row>(
        set === undefined
          ? sql`select ${columns} from ${region} r where id = ${uuidSql(id)}`
          : sql`with ${bumpRevision(context)}
              update ${region} as r set ${set} where id = ${uuidSql(id)} returning ${columns}`,
      )
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'region' })
      return row
    },
    deleteRegion: async (id) => {
      try {
        // At once, not at commit: the answer is that of this call.
        await runner.rows(rawSql('set constraints all immediate'))
        await runner.change(
          sql`with ${bumpRevision(context)} delete from ${region} where id = ${uuidSql(id)}`,
        )
      } catch (error) {
        if (databaseFailure(error)?.code !== '23503') throw error
        throw systemErrors.PEOPLE_REGION_IN_USE({}, { cause: error })
      }
    },
  }
}
