import { bindSql, type Fragment, joinSql, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { ReportWatchPatch, ReportWatchRow, ReportWatchTables } from '../../tables/report-watches.ts'
import type { SystemContext } from '../context.ts'
import { systemErrors } from '../errors.ts'
import { isUuid, jsonSql, textSql, timeSql, uuidSql, uuidsSql } from '../values.ts'
import { watchRunTables } from './watch-runs.ts'

const columns =
  rawSql(`id, kind, target_kind as "targetKind", target, name, recipients, schedule, settings, enabled,
  next_at as "nextAt", created_by as "createdBy", created_at as "createdAt"`)

function sets(patch: ReportWatchPatch): readonly Fragment[] {
  const { name, recipients, schedule, settings, enabled, nextAt } = patch
  return [
    ...(name === undefined ? [] : [sql`name = ${textSql(name)}`]),
    ...(recipients === undefined ? [] : [sql`recipients = ${jsonSql(recipients as never)}`]),
    ...(schedule === undefined ? [] : [sql`schedule = ${jsonSql(schedule)}`]),
    ...(settings === undefined ? [] : [sql`settings = ${jsonSql(settings)}`]),
    ...(enabled === undefined ? [] : [sql`enabled = ${bindSql(enabled)}::boolean`]),
    ...(nextAt === undefined ? [] : [sql`next_at = ${timeSql(nextAt)}`]),
  ]
}

/** Reports that people are sent, what became of each time, and who wants no more of it. */
export function reportWatchTables(context: SystemContext): ReportWatchTables {
  const { runner } = context
  const table = context.table('report_watch')
  const gone = context.table('report_watch_left')
  return {
    ...watchRunTables(context),
    create: async (given) => {
      const row =
        await runner.first<ReportWatchRow>(sql`insert into ${table} (id, kind, target_kind, target, name,
          recipients, schedule, settings, enabled, next_at, created_by, created_at, updated_at)
        values (${uuidSql(newId())}, ${textSql(given.kind)}, ${textSql(given.targetKind)}, ${textSql(given.target)},
          ${textSql(given.name)}, ${jsonSql(given.recipients as never)}, ${jsonSql(given.schedule)},
          ${jsonSql(given.settings)}, ${bindSql(given.enabled)}::boolean, ${timeSql(given.nextAt)},
          ${uuidSql(given.createdBy)}, ${context.nowSql()}, ${context.nowSql()}) returning ${columns}`)
      if (row === undefined) throw systemErrors.SYSTEM_ROW_MISSING({ what: 'report watch' })
      return row
    },
    update: async (id, patch) => {
      await runner.change(sql`update ${table} set ${joinSql([...sets(patch), sql`updated_at = ${context.nowSql()}`], ', ')}
        where id = ${uuidSql(id)}`)
    },
    remove: async (id) => {
      await runner.change(sql`delete from ${table} where id = ${uuidSql(id)}`)
    },
    get: async (id) =>
      isUuid(id)
        ? ((await runner.first<ReportWatchRow>(
            sql`select ${columns} from ${table} where id = ${uuidSql(id)}`,
          )) ?? null)
        : null,
    list: ({ of, before, limit }) => {
      const here =
        of === undefined
          ? rawSql('true')
          : sql`target_kind = ${textSql(of.targetKind)} and target = ${textSql(of.target)}`
      const older = before === undefined || !isUuid(before) ? rawSql('') : sql`and id < ${uuidSql(before)}`
      return runner.rows<ReportWatchRow>(sql`select ${columns} from ${table}
        where ${here} ${older} order by id desc limit ${bindSql(limit)}::int`)
    },
    countOf: async (createdBy) =>
      (
        await runner.first<{ count: number }>(
          sql`select count(*)::int as count from ${table} where created_by = ${uuidSql(createdBy)}`,
        )
      )?.count ?? 0,
    isDue: async (now) =>
      (await runner.first<{ one: number }>(
        sql`select 1 as one from ${table} where enabled and next_at <= ${timeSql(now)} limit 1`,
      )) !== undefined,
    take: (now, limit) => {
      if (!runner.inTransaction) throw systemErrors.SYSTEM_TRANSACTION_NEEDED({ what: 'report watches' })
      return runner.rows<ReportWatchRow>(sql`select ${columns} from ${table}
        where enabled and next_at <= ${timeSql(now)}
        order by next_at limit ${bindSql(limit)}::int for update skip locked`)
    },
    leave: async (watchId, userId) => {
      await runner.change(sql`insert into ${gone} (watch_id, user_id, at)
        values (${uuidSql(watchId)}, ${uuidSql(userId)}, ${context.nowSql()}) on conflict do nothing`)
    },
    comeBack: async (watchId, userId) => {
      await runner.change(
        sql`delete from ${gone} where watch_id = ${uuidSql(watchId)} and user_id = ${uuidSql(userId)}`,
      )
    },
    left: (watchIds) =>
      runner.rows<{ watchId: string; userId: string }>(
        sql`select watch_id as "watchId", user_id as "userId" from ${gone}
          where watch_id = any(${uuidsSql(watchIds.filter(isUuid))})`,
      ),
  }
}
