import { rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { ReportShareRow, ReportShareTables } from '../../tables/report-shares.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, textsSql, timeSql, uuidSql } from '../values.ts'

const columns =
  rawSql(`id, target_kind as "targetKind", target, title, key_id as "keyId", nonce, filters, sites,
  expires_at as "expiresAt", views::int, created_by as "createdBy", created_at as "createdAt", revoked_at as "revokedAt"`)

/** Links by which strangers see a report or dashboard. */
export function reportShareTables(context: SystemContext): ReportShareTables {
  const { runner } = context
  const table = context.table('report_share')
  return {
    create: async (given) => {
      const row =
        await runner.first<ReportShareRow>(sql`insert into ${table} (id, target_kind, target, title, key_id,
          nonce, token_hash, filters, sites, expires_at, created_by, created_at)
        values (${uuidSql(newId())}, ${textSql(given.targetKind)}, ${textSql(given.target)}, ${textSql(given.title)},
          ${textSql(given.keyId)}, ${textSql(given.nonce)}, ${textSql(given.tokenHash)}, ${jsonSql(given.filters)},
          ${textsSql(given.sites)}, ${timeSql(given.expiresAt)}, ${uuidSql(given.createdBy)}, ${context.nowSql()})
        returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'report share' })
      return row
    },
    list: ({ createdBy, of }) => {
      const whose = createdBy === undefined ? rawSql('') : sql`and created_by = ${uuidSql(createdBy)}`
      const which =
        of === undefined
          ? rawSql('')
          : sql`and target_kind = ${textSql(of.targetKind)} and target = ${textSql(of.target)}`
      return runner.rows<ReportShareRow>(sql`select ${columns} from ${table}
        where revoked_at is null ${whose} ${which} order by created_at desc, id limit 500`)
    },
    get: async (id) =>
      isUuid(id)
        ? ((await runner.first<ReportShareRow>(
            sql`select ${columns} from ${table} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    byToken: async (tokenHash) =>
      (await runner.first<ReportShareRow>(sql`select ${columns} from ${table}
        where token_hash = ${textSql(tokenHash)} and revoked_at is null
          and expires_at > ${context.nowSql()}`)) ?? null,
    revoke: async (id) => {
      await runner.change(sql`update ${table} set revoked_at = ${context.nowSql()}
        where id = ${uuidSql(id)} and revoked_at is null`)
    },
    viewed: async (id) => {
      await runner.change(sql`update ${table} set views = views + 1 where id = ${uuidSql(id)}`)
    },
  }
}
