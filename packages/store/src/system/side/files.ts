import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { FileRow, SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(`id, hash, name, type, size, created_by as "createdBy", created_at as "createdAt"`)

/** What is known of files; their content lies elsewhere, by hash. */
export function fileTables(context: SystemContext): Pick<SideTables, 'addFile' | 'file'> {
  const file = context.table('file')
  return {
    addFile: async (given, looseSeconds) => {
      const row: FileRow = { ...given, createdAt: context.now() }
      await context.runner.change(sql`insert into ${file} (id, hash, name, type, size, created_by, created_at, loose_until)
        values (${uuidSql(row.id)}, ${textSql(row.hash)}, ${textSql(row.name)}, ${textSql(row.type)},
          ${bindSql(row.size)}::bigint, ${uuidSql(row.createdBy)}, ${timeSql(row.createdAt)},
          ${looseSeconds === undefined ? sql`null` : context.nowSql(-looseSeconds)})`)
      return row
    },
    file: async (id) =>
      isUuid(id)
        ? ((await context.runner.first<FileRow>(
            sql`select ${columns} from ${file} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
  }
}
