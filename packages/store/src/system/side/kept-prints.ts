import { bindSql, rawSql, sql } from '@mortise/expressions/sql'
import type { KeptPrintRow, KeptPrintTables } from '../../tables/kept-prints.ts'
import type { SystemContext } from '../context.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql } from '../values.ts'

const columns = rawSql(
  `id, code, entity, record_id as "recordId", template, label, version, number, company, file_id as "fileId", name, hash, size, reads, created_by as "createdBy", by_name as "byName", via, created_at as "createdAt"`,
)

/** Documents that were printed to be kept. */
export function keptPrintTables(context: SystemContext): KeptPrintTables {
  const { runner } = context
  const kept = context.table('kept_print')
  return {
    add: async (given) => {
      const row: KeptPrintRow = { ...given, createdAt: context.now() }
      await runner.change(sql`insert into ${kept} (id, code, entity, record_id, template, label, version, number, company,
          file_id, name, hash, size, reads, created_by, by_name, via, created_at)
        values (${uuidSql(row.id)}, ${textSql(row.code)}, ${textSql(row.entity)}, ${uuidSql(row.recordId)},
          ${textSql(row.template)}, ${jsonSql(row.label)}, ${bindSql(row.version)}::int, ${textSql(row.number)},
          ${textSql(row.company)}, ${uuidSql(row.fileId)}, ${textSql(row.name)}, ${textSql(row.hash)},
          ${bindSql(row.size)}::bigint, ${jsonSql(row.reads)}, ${uuidSql(row.createdBy)}, ${textSql(row.byName)},
          ${textSql(row.via)}, ${timeSql(row.createdAt)})`)
      return row
    },
    ofRecord: async ({ entity, recordId, limit, before }) =>
      isUuid(recordId) && (before === undefined || isUuid(before))
        ? runner.rows<KeptPrintRow>(sql`select ${columns} from ${kept}
            where record_id = ${uuidSql(recordId)} and entity = ${textSql(entity)}
              ${before === undefined ? sql`` : sql`and id < ${uuidSql(before)}`}
            order by id desc limit ${bindSql(limit)}::int`)
        : [],
    find: async (id) =>
      isUuid(id)
        ? ((await runner.first<KeptPrintRow>(
            sql`select ${columns} from ${kept} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    byCode: async (code) =>
      (await runner.first<KeptPrintRow>(sql`select ${columns} from ${kept} where code = ${textSql(code)}`)) ??
      null,
  }
}
