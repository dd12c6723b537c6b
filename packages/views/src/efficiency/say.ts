import type { Lengths, Share, Spread } from '@mortise/flows'
import type { Translate } from '@mortise/ui'
import type { Word } from './messages.ts'

/** By which clock lengths are shown. */
export type Clock = 'work' | 'wall'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

const rounded = (value: number): string =>
  value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value))

/** A length of time in words. Days are only said of the clock: a working day is as long as its calendar has it. */
export function sayLength(t: Translate<Word>, length: number | null, clock: Clock): string {
  if (length === null) return '–'
  if (length < minute) return t('seconds', { n: Math.round(length / second) })
  if (length < hour) return t('minutes', { n: rounded(length / minute) })
  return clock === 'wall' && length >= 2 * day
    ? t('days', { n: rounded(length / day) })
    : t('hours', { n: rounded(length / hour) })
}

/** Lengths by one clock. */
export function spread(lengths: Lengths, clock: Clock): Spread {
  return clock === 'work' ? lengths.work : lengths.wall
}

/** A part of one, as a percentage. */
export function sayPart(part: number | null): string {
  if (part === null) return '–'
  const value = part * 100
  return `${value > 0 && value < 10 ? Math.round(value * 10) / 10 : Math.round(value)}%`
}

/** The part a share is; null of nothing. */
export function partOf({ count, of }: Share): number | null {
  return of === 0 ? null : count / of
}
