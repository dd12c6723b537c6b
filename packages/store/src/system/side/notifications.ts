import { bindSql, type Fragment, rawSql, sql } from '@mortise/expressions/sql'
import { newId } from '../../database/ids.ts'
import type { NotificationRow, SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { decodeCursor, encodeCursor, isUuid, rowsSql, timeSql, uuidSql, uuidsSql } from '../values.ts'

type NotificationTables = Pick<SideTables, 'addNotifications' | 'notifications' | 'markRead' | 'snooze'>

const place = 'notifications'
/** A notice's columns under the names of its row. */
export const noticeColumns: Fragment = rawSql(
  `id, user_id as "userId", title, body, entity, record_id as "recordId", created_at as "createdAt", read_at as "readAt", topic, link,
    snoozed_until as "snoozedUntil"`,
)

async function addNotifications(
  context: SystemContext,
  rows: Parameters<SideTables['addNotifications']>[0],
): Promise<void> {
  if (rows.length === 0) return
  const now = context.now()
  const given = rows.map((row) => ({
    ...row,
    id: newId(),
    key: row.key ?? null,
    link: row.link ?? null,
    topic: row.topic ?? 'rule',
    mail: row.mail === true ? 'waiting' : null,
    createdAt: now,
  }))
  await context.runner.change(sql`insert into ${context.table('notification')}
      (id, user_id, key, title, body, entity, record_id, created_at, topic, mail, link, read_at)
    select x."id", x."userId", x."key", x."title", x."body", x."entity", x."recordId", x."createdAt", x."topic", x."mail", x."link",
      -- A subject that somebody has silenced is kept to be looked up, and asks for nothing.
      case when u.preferences::jsonb -> 'notify' -> x."topic" ->> 'bell' = 'false' then x."createdAt" end
    from json_to_recordset(${rowsSql(given)}) as x ("id" uuid, "userId" uuid, "key" text, "title" text,
      "body" text, "entity" text, "recordId" uuid, "createdAt" timestamptz, "topic" text, "mail" text, "link" text)
    left join ${context.table('user')} u on u.id = x."userId"
    on conflict (user_id, key) where key is not null do nothing`)
}

async function page(
  context: SystemContext,
  query: { readonly userId: string; readonly limit: number; readonly cursor: string | undefined },
): Promise<Awaited<ReturnType<SideTables['notifications']>>> {
  const { runner } = context
  const notification = context.table('notification')
  // Ids rise with time, so one column is enough to page by.
  const before: Fragment =
    query.cursor === undefined ? rawSql('') : sql`and id < ${uuidSql(decodeCursor(query.cursor, place).id)}`
  const found = await runner.rows<NotificationRow>(sql`select ${noticeColumns} from ${notification}
    where user_id = ${uuidSql(query.userId)} ${before} order by id desc limit ${bindSql(query.limit + 1)}`)
  const awake = sql`(snoozed_until is null or snoozed_until <= ${context.nowSql()})`
  const unread = await runner.first<{ count: number }>(sql`select count(*)::int as count from ${notification}
    where user_id = ${uuidSql(query.userId)} and read_at is null and ${awake}`)
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  return {
    rows,
    unread: unread?.count ?? 0,
    nextCursor: last === undefined ? null : encodeCursor([place, last.createdAt, last.id]),
  }
}

/** Notices to people. A key makes one unique per person. */
export function notificationTables(context: SystemContext): NotificationTables {
  return {
    addNotifications: (rows) => addNotifications(context, rows),
    notifications: (userId, limit, cursor) => page(context, { userId, limit, cursor }),
    markRead: async (userId, ids) => {
      const which = ids === 'all' ? rawSql('') : sql`and id = any(${uuidsSql(ids.filter(isUuid))})`
      await context.runner.change(sql`update ${context.table('notification')} set read_at = ${context.nowSql()}
        where user_id = ${uuidSql(userId)} and read_at is null ${which}`)
    },
    snooze: async (userId, id, until) => {
      if (isUuid(id))
        await context.runner.change(sql`update ${context.table('notification')}
          set snoozed_until = ${timeSql(until)}, read_at = null
          where id = ${uuidSql(id)} and user_id = ${uuidSql(userId)}`)
    },
  }
}
