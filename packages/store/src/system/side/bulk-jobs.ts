import { bindSql, type Fragment, joinSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { BulkJobRow, BulkJobTables } from '../../tables/bulk-jobs.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, uuidSql } from '../values.ts'

const columns = sql`id, user_id as "userId", entity, filter, search, change, state, total, done, failed, upto, problems,
  created_at as "createdAt", finished_at as "finishedAt"`

/** Changes of all records that match, with how far they came. */
export function bulkJobTables(context: SystemContext): BulkJobTables {
  const { runner } = context
  const table = context.table('bulk_job')
  return {
    create: async ({ userId, entity, filter, search, change, total }) => {
      const id = newId()
      const row = await runner.first<BulkJobRow>(sql`insert into ${table}
          (id, user_id, entity, filter, search, change, state, total, created_at)
        values (${uuidSql(id)}, ${uuidSql(userId)}, ${textSql(entity)}, ${jsonSql(filter)}, ${textSql(search)}, ${jsonSql(change)},
          'running', ${bindSql(total)}::bigint, ${context.nowSql()}) returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'bulk job' })
      return row
    },
    get: async (id, lock = false) => {
      if (!isUuid(id)) return null
      const locked = lock ? sql` for update` : sql``
      return (
        (await runner.first<BulkJobRow>(
          sql`select ${columns} from ${table} where id = ${uuidSql(id)}${locked}`,
        )) ?? null
      )
    },
    update: async (id, patch) => {
      const sets: Fragment[] = []
      if (patch.state !== undefined) sets.push(sql`state = ${textSql(patch.state)}`)
      if (patch.state !== undefined && patch.state !== 'running')
        sets.push(sql`finished_at = ${context.nowSql()}`)
      if (patch.done !== undefined) sets.push(sql`done = ${bindSql(patch.done)}::bigint`)
      if (patch.failed !== undefined) sets.push(sql`failed = ${bindSql(patch.failed)}::bigint`)
      if (patch.upto !== undefined && patch.upto !== null) sets.push(sql`upto = ${uuidSql(patch.upto)}`)
      if (patch.problems !== undefined) sets.push(sql`problems = ${jsonSql(patch.problems)}`)
      if (sets.length > 0)
        await runner.change(sql`update ${table} set ${joinSql(sets, ', ')} where id = ${uuidSql(id)}`)
    },
  }
}
