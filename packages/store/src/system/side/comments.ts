import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { CommentRow, SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { textSql, textsSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `id, entity, record_id as "recordId", author, body, mentions, created_at as "createdAt"`,
)

/** Comments on records; the newest come first. */
export function commentTables(context: SystemContext): Pick<SideTables, 'addComment' | 'comments'> {
  const comment = context.table('comment')
  return {
    addComment: async (given) => {
      const row: CommentRow = { ...given, id: newId(), createdAt: context.now() }
      await context.runner.change(sql`insert into ${comment}
        (id, entity, record_id, author, body, mentions, created_at)
        values (${uuidSql(row.id)}, ${textSql(row.entity)}, ${uuidSql(row.recordId)}, ${textSql(row.author)},
          ${textSql(row.body)}, ${textsSql(row.mentions)}, ${timeSql(row.createdAt)})`)
      return row
    },
    comments: (entity, recordId, limit, { since, until, actor } = {}) =>
      context.runner.rows<CommentRow>(sql`select ${columns} from ${comment}
        where record_id = ${uuidSql(recordId)} and entity = ${textSql(entity)}
          ${since === undefined ? rawSql('') : sql`and created_at >= ${timeSql(since)}`}
          ${until === undefined ? rawSql('') : sql`and created_at < ${timeSql(until)}`}
          ${actor === undefined ? rawSql('') : sql`and author = ${textSql(actor)}`}
        order by id desc limit ${bindSql(limit)}`),
  }
}
