import { addDays, toInstant, toLocal } from '@mortise/expressions'
import type { Json } from '@mortise/expressions'
import type { NotificationTopic, UserRow } from '@mortise/store'

/** How somebody wants to be told by mail. */
export type MailWishes = {
  readonly topics: readonly NotificationTopic[]
  /** Each notice as it comes, or all of a day in one mail. */
  readonly how: 'now' | 'daily'
  /** When the mail of the day goes out: minutes after midnight. */
  readonly at: number
  /** No mail between these; absent means at any time. May reach over midnight. */
  readonly quiet: { readonly from: number; readonly to: number } | undefined
}

const subjects: readonly NotificationTopic[] = ['mention', 'task', 'rule', 'share']
const morning = 9 * 60
const dayMinutes = 24 * 60

/** Reads the wishes out of a person's preferences, which the screens write; what makes no sense counts as not said. */
export function mailWishes(preferences: UserRow['preferences']): MailWishes {
  const notify = partOf(preferences['notify'])
  const mail = partOf(preferences['mail'])
  const quiet = partOf(mail['quiet'])
  const [from, to] = [minutesOf(quiet['from']), minutesOf(quiet['to'])]
  return {
    topics: subjects.filter((topic) => partOf(notify[topic])['mail'] === true),
    how: mail['how'] === 'daily' ? 'daily' : 'now',
    at: minutesOf(mail['at']) ?? morning,
    quiet: from === undefined || to === undefined || from === to ? undefined : { from, to },
  }
}

/** When what is told now goes out as mail; milliseconds since 1970, as `now`. */
export function mailTime(now: number, wishes: MailWishes, zone: string): number {
  const wanted = wishes.how === 'daily' ? nextAt(now, wishes.at, zone) : now
  return quietUntil(wanted, wishes, zone) ?? wanted
}

/** When the quiet time ends that a moment lies in; undefined outside of it. */
export function quietUntil(moment: number, { quiet }: MailWishes, zone: string): number | undefined {
  if (quiet === undefined) return undefined
  const minute = Math.floor(toLocal(moment, zone).time / 60_000)
  const { from, to } = quiet
  const inside = from < to ? minute >= from && minute < to : minute >= from || minute < to
  return inside ? nextAt(moment, to, zone) : undefined
}

/** The next moment of the day, by the clock on the wall. */
function nextAt(now: number, minutes: number, zone: string): number {
  const { date } = toLocal(now, zone)
  const today = toInstant({ date, time: minutes * 60_000 }, zone)
  return today > now ? today : toInstant({ date: addDays(date, 1), time: minutes * 60_000 }, zone)
}

type Part = { readonly [key: string]: Json | undefined }

function partOf(value: Json | undefined): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {}
}

/** `22:30` as minutes. */
function minutesOf(value: Json | undefined): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(typeof value === 'string' ? value : '') ?? []
  const found = Number(hours) * 60 + Number(minutes)
  return found < dayMinutes && Number(minutes) < 60 ? found : undefined
}
