import type { NewJob, SideTables } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { mailTime, mailWishes } from './wishes.ts'

/** A notice for one person; see the store. */
export type NoticeRow = Omit<Parameters<SideTables['addNotifications']>[0][number], 'mail'>

/** The job that mails what waits for somebody; one at a time for each person. */
export const noticeMail = 'notice_mail'

/** Tells people something: on their bell, and by mail those who want that. In the unit's transaction. */
export async function tellPeople(unit: Unit, notices: readonly NoticeRow[]): Promise<void> {
  const told = new Set(notices.map(({ userId }) => userId))
  const wishesOf = new Map(
    unit.people.users.flatMap(({ id, active, email, preferences }) =>
      told.has(id) && active && email !== '' ? [[id, mailWishes(preferences)] as const] : [],
    ),
  )
  const rows = notices.map((row) => ({
    ...row,
    mail: wishesOf.get(row.userId)?.topics.includes(row.topic ?? 'rule') === true,
  }))
  await unit.tx.side.addNotifications(rows)
  const now = Date.parse(unit.now)
  const readers = new Set(rows.filter(({ mail }) => mail).map(({ userId }) => userId))
  await unit.tx.jobs.add(
    [...readers].flatMap((userId) => {
      const wishes = wishesOf.get(userId)
      return wishes === undefined ? [] : [mailJob(userId, mailTime(now, wishes, unit.timeZone))]
    }),
  )
}

/** The job for one person, due then. */
export function mailJob(userId: string, at: number): NewJob {
  return {
    kind: noticeMail,
    key: `${noticeMail}:${userId}`,
    payload: { userId },
    runAt: new Date(at).toISOString(),
    maxAttempts: 8,
  }
}
