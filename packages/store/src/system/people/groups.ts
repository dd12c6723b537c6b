import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { newId } from '../../database/ids.ts'
import type { GroupRow, PeopleTables } from '../../tables/people.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { textSql, uuidSql, uuidsSql } from '../values.ts'
import { bumpRevision } from './revision.ts'

const columns = rawSql('g.id, g.key, g.name')

/** Groups of people; who belongs to one stands with the person. */
export function groupTables(
  context: SystemContext,
): Pick<PeopleTables, 'groups' | 'createGroup' | 'renameGroup' | 'changeMembers' | 'deleteGroup'> {
  const { runner } = context
  const group = context.table('user_group')
  return {
    groups: () => runner.rows<GroupRow & Row>(sql`select ${columns} from ${group} g order by name, id`),
    createGroup: async (row) => {
      const id = row.id ?? newId()
      await runner.change(sql`with ${bumpRevision(context)} insert into ${group} (id, key, name)
        values (${uuidSql(id)}, ${textSql(row.key)}, ${textSql(row.name)})`)
      return { id, key: row.key, name: row.name }
    },
    renameGroup: async (id, name) => {
      const row = await runner.first<GroupRow & Row>(sql`with ${bumpRevision(context)}
        update ${group} as g set name = ${textSql(name)} where id = ${uuidSql(id)} returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'group' })
      return row
    },
    changeMembers: async (id, { add, remove }) => {
      const rows = await runner.rows<{ id: string } & Row>(sql`with ${bumpRevision(context)}
        update ${context.table('user')} set group_ids = case when id = any(${uuidsSql(add)})
          then array_append(group_ids, ${uuidSql(id)}) else array_remove(group_ids, ${uuidSql(id)}) end
        where id = any(${uuidsSql(add)}) and not ${uuidSql(id)} = any(group_ids)
          or id = any(${uuidsSql(remove)}) and ${uuidSql(id)} = any(group_ids)
        returning id`)
      const came = new Set(add)
      const ids = rows.map((row) => row.id)
      return { added: ids.filter((one) => came.has(one)), removed: ids.filter((one) => !came.has(one)) }
    },
    deleteGroup: async (id) => {
      await runner.change(sql`with ${bumpRevision(context)},
          gone as (delete from ${group} where id = ${uuidSql(id)})
        update ${context.table('user')} set group_ids = array_remove(group_ids, ${uuidSql(id)})
        where ${uuidSql(id)} = any(group_ids)`)
    },
  }
}
