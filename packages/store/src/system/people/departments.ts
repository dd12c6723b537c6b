import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { newId } from '../../database/ids.ts'
import type { DepartmentRow, PeopleTables } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { assignments, given, textSql, uuidSql } from '../values.ts'
import { bumpRevision } from './revision.ts'

const columns = rawSql(
  `d.id, d.key, d.name, d.parent_id as "parentId", d.head_id as "headId", d.region_id as "regionId"`,
)

/** The tree of departments. */
export function departmentTables(
  context: SystemContext,
): Pick<PeopleTables, 'departments' | 'createDepartment' | 'updateDepartment'> {
  const { runner } = context
  const department = context.table('department')
  return {
    departments: () =>
      runner.rows<DepartmentRow & Row>(sql`select ${columns} from ${department} d order by name, id`),
    createDepartment: async (row) => {
      const id = row.id ?? newId()
      await runner.change(sql`with ${bumpRevision(context)}
        insert into ${department} (id, key, name, parent_id, head_id, region_id)
        values (${uuidSql(id)}, ${textSql(row.key)}, ${textSql(row.name)}, ${uuidSql(row.parentId)}, ${uuidSql(row.headId)}, ${uuidSql(row.regionId ?? null)})`)
      return {
        id,
        key: row.key,
        name: row.name,
        parentId: row.parentId,
        headId: row.headId,
        regionId: row.regionId ?? null,
      }
    },
    updateDepartment: async (id, patch) => {
      const set = assignments({
        key: given(patch.key, textSql),
        name: given(patch.name, textSql),
        parent_id: given(patch.parentId, uuidSql),
        head_id: given(patch.headId, uuidSql),
        region_id: given(patch.regionId, uuidSql),
      })
      const row = await runner.first<DepartmentRow & Row>(
        set === undefined
          ? sql`select ${columns} from ${department} d where id = ${uuidSql(id)}`
          : sql`with ${bumpRevision(context)}
              update ${department} as d set ${set} where id = ${uuidSql(id)} returning ${columns}`,
      )
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'department' })
      return row
    },
  }
}
