import { sql } from '@mortise/expressions/sql'
import type { Json } from '@mortise/expressions'
import { newId } from '../../database/ids.ts'
import type { SideTables } from '../../system-types.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

type SavedViewTables = Pick<SideTables, 'savedViews' | 'putSavedView' | 'deleteSavedView'>
type SavedView = { readonly id: string; readonly name: string; readonly json: Json }

/** Views that people keep for themselves; nobody reaches another person's. */
export function savedViewTables(context: SystemContext): SavedViewTables {
  const { runner } = context
  const view = context.table('saved_view')
  return {
    savedViews: (userId, entity) =>
      runner.rows<SavedView>(sql`select id, name, json from ${view}
        where user_id = ${uuidSql(userId)} and entity = ${textSql(entity)} order by name, id`),
    putSavedView: async (userId, entity, given) => {
      if (given.id === undefined) {
        const id = newId()
        await runner.change(sql`insert into ${view} (id, user_id, entity, name, json, created_at)
          values (${uuidSql(id)}, ${uuidSql(userId)}, ${textSql(entity)}, ${textSql(given.name)},
            ${jsonSql(given.json)}, ${context.nowSql()})`)
        return id
      }
      const changed = isUuid(given.id)
        ? await runner.change(sql`update ${view} set name = ${textSql(given.name)}, json = ${jsonSql(given.json)}
            where id = ${uuidSql(given.id)} and user_id = ${uuidSql(userId)} and entity = ${textSql(entity)}`)
        : 0
      if (changed === 0) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'saved view' })
      return given.id
    },
    deleteSavedView: async (userId, id) => {
      if (isUuid(id))
        await runner.change(
          sql`delete from ${view} where id = ${uuidSql(id)} and user_id = ${uuidSql(userId)}`,
        )
    },
  }
}
