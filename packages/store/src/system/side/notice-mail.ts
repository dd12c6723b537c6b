import { bindSql, sql } from '@mortise/expressions/sql'
import type { NotificationRow, SideTables } from '../../tables/side.ts'
import type { SystemContext } from '../context.ts'
import { textSql, textsSql, uuidSql } from '../values.ts'
import { noticeColumns } from './notifications.ts'

// More than this in one mail nobody reads; the rest goes with the next one.
const mostInMail = 50

/** Takes up what waits, once for each batch: asked again, the same batch has the same notices until they are settled. */
async function takeUp(
  context: SystemContext,
  { userId, batch, topics }: Parameters<SideTables['noticesToMail']>[0],
): Promise<readonly NotificationRow[]> {
  const { runner } = context
  const notification = context.table('notification')
  const [user, mark] = [uuidSql(userId), uuidSql(batch)]
  const taken = (): Promise<readonly NotificationRow[]> =>
    runner.rows<NotificationRow>(sql`select ${noticeColumns} from ${notification}
      where user_id = ${user} and mail = 'waiting' and mail_batch = ${mark} order by id`)
  const before = await taken()
  if (before.length > 0) return before
  // What was read meanwhile, or is no longer wanted by mail, asks for none. What is silenced in the product counts as read
  // from its beginning, and is wanted all the same.
  await runner.change(sql`update ${notification} set mail = null
    where user_id = ${user} and mail = 'waiting' and mail_batch is null
      and (read_at > created_at or topic <> all(${textsSql(topics)}))`)
  await runner.change(sql`update ${notification} set mail_batch = ${mark} where id in (
    select id from ${notification} where user_id = ${user} and mail = 'waiting' and mail_batch is null
    order by id limit ${bindSql(mostInMail)} for update skip locked)`)
  return taken()
}

/** What of a person's notices goes out as mail. */
export function noticeMail(context: SystemContext): Pick<SideTables, 'noticesToMail' | 'noticesMailed'> {
  return {
    noticesToMail: (asked) => takeUp(context, asked),
    noticesMailed: async (batch, outcome) => {
      await context.runner.change(sql`update ${context.table('notification')}
        set mail = ${textSql(outcome)}, mail_batch = null
        where mail = 'waiting' and mail_batch = ${uuidSql(batch)}`)
    },
  }
}
