import { rawSql, sql } from '@mortise/expressions/sql'
import type { Row } from '../../database/runner.ts'
import { newId } from '../../database/ids.ts'
import type { ShareRow } from '../../tables/people.ts'
import type { SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `s.id, s.record_id as "recordId", s.principal, s.level, s.created_by as "createdBy", s.created_at as "createdAt", s.until`,
)

/** Single records opened to somebody. The door puts them into every statement. */
export function shareTables(context: SystemContext): Pick<SideTables, 'shares' | 'putShare' | 'removeShare'> {
  const { runner } = context
  const share = context.table('share')
  return {
    shares: (entity, recordId) =>
      runner.rows<ShareRow & Row>(sql`select ${columns} from ${share} s
        where s.record_id = ${uuidSql(recordId)} and s.entity = ${textSql(entity)}
          and (s.until is null or s.until > ${context.nowSql()}) order by s.created_at, s.id`),
    putShare: async (entity, given) => {
      const row = await runner.first<ShareRow & Row>(sql`insert into ${share} as s
        (id, entity, record_id, principal, level, created_by, created_at, until)
        values (${uuidSql(newId())}, ${textSql(entity)}, ${uuidSql(given.recordId)}, ${textSql(given.principal)},
          ${textSql(given.level)}, ${uuidSql(given.createdBy)}, ${context.nowSql()}, ${timeSql(given.until)})
        on conflict (record_id, principal) do update
          set level = excluded.level, until = excluded.until, created_by = excluded.created_by,
            created_at = excluded.created_at
        returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'share' })
      return row
    },
    removeShare: async (entity, { id, recordId }) =>
      isUuid(id) &&
      (await runner.change(sql`delete from ${share} where id = ${uuidSql(id)}
        and record_id = ${uuidSql(recordId)} and entity = ${textSql(entity)}`)) > 0,
  }
}
