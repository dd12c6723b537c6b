import { sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { SavedViewRow, SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

type SavedViewTables = Pick<SideTables, 'savedViews' | 'putSavedView' | 'deleteSavedView'>

/** Views that people keep for themselves or share; nobody changes another person's. */
export function savedViewTables(context: SystemContext): SavedViewTables {
  const { runner } = context
  const view = context.table('saved_view')
  const user = context.table('user')
  return {
    savedViews: (userId, entity) =>
      runner.rows<SavedViewRow>(sql`select v.id, v.name, v.json, v.shared, v.is_default as "default",
          v.user_id = ${uuidSql(userId)} as mine
        from ${view} v join ${user} maker on maker.id = v.user_id
        where v.entity = ${textSql(entity)} and (v.user_id = ${uuidSql(userId)} or v.shared = 'all' or
          (v.shared = 'team' and maker.department_id =
            (select department_id from ${user} where id = ${uuidSql(userId)})))
        order by mine desc, v.name, v.id`),
    putSavedView: async (userId, entity, given) => {
      const { id = newId(), name, json, shared = 'me', default: first = false } = given
      if (first)
        await runner.change(sql`update ${view} set is_default = false
          where user_id = ${uuidSql(userId)} and entity = ${textSql(entity)} and is_default`)
      if (given.id === undefined) {
        await runner.change(sql`insert into ${view} (id, user_id, entity, name, json, shared, is_default, created_at)
          values (${uuidSql(id)}, ${uuidSql(userId)}, ${textSql(entity)}, ${textSql(name)}, ${jsonSql(json)},
            ${textSql(shared)}, ${jsonSql(first)}::text::boolean, ${context.nowSql()})`)
        return id
      }
      const changed = isUuid(id)
        ? await runner.change(sql`update ${view} set name = ${textSql(name)}, json = ${jsonSql(json)},
            shared = ${textSql(shared)}, is_default = ${jsonSql(first)}::text::boolean
            where id = ${uuidSql(id)} and user_id = ${uuidSql(userId)} and entity = ${textSql(entity)}`)
        : 0
      if (changed === 0) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'saved view' })
      return id
    },
    deleteSavedView: async (userId, id) => {
      if (isUuid(id))
        await runner.change(
          sql`delete from ${view} where id = ${uuidSql(id)} and user_id = ${uuidSql(userId)}`,
        )
    },
  }
}
