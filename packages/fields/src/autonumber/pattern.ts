import { dateAt, parseInstant } from '@mortise/expressions'

/** When a counter begins again at its start. */
export type AutonumberReset = 'never' | 'year' | 'month' | 'day'

const place = /\{(yyyyMMdd|yyyyMM|yyyy|yyMMdd|yyMM|yy|0{1,12})\}/gu

/** Whether a pattern has exactly one counter place, so that numbers differ. */
export function isAutonumberPattern(pattern: string): boolean {
  const counters = [...pattern.matchAll(place)].filter(([, inside = '']) => inside.startsWith('0'))
  return counters.length === 1 && pattern.length <= 60 && !/[{}]/u.test(pattern.replace(place, ''))
}

/**
 * The number for a counter at a time: `XS-{yyyyMMdd}-{0000}` with 7 gives `XS-20260305-0007`. A counter wider than its
 * place is written in full, never cut. `now` is an ISO instant.
 */
export function formatAutonumber(
  pattern: string,
  counter: number,
  at: { readonly now: string; readonly timeZone: string },
): string {
  // Many numbers are taken at one time: all but the counter is the same for them.
  if (last?.pattern !== pattern || last.now !== at.now || last.timeZone !== at.timeZone)
    last = { pattern, now: at.now, timeZone: at.timeZone, parts: partsOf(pattern, localDay(at)) }
  const { before, width, after } = last.parts
  return before + String(counter).padStart(width, '0') + after
}

type Parts = { readonly before: string; readonly width: number; readonly after: string }

let last:
  | { readonly pattern: string; readonly now: string; readonly timeZone: string; readonly parts: Parts }
  | undefined

/** What stands around the counter on a day. A pattern without a counter has its width 0 at the end. */
function partsOf(pattern: string, day: string): Parts {
  const dated = (text: string): string => text.replace(place, (_, inside: string) => datePart(day, inside))
  const counter = /\{(0{1,12})\}/u.exec(pattern)
  if (counter === null) return { before: dated(pattern), width: 0, after: '' }
  const end = counter.index + counter[0].length
  return {
    before: dated(pattern.slice(0, counter.index)),
    width: counter[1]?.length ?? 0,
    after: dated(pattern.slice(end)),
  }
}

/** Names the counter that a number at this time takes from: the same text as long as it goes on counting. */
export function autonumberPeriod(
  reset: AutonumberReset,
  at: { readonly now: string; readonly timeZone: string },
): string {
  const lengths = { never: 0, year: 4, month: 7, day: 10 }
  return localDay(at).slice(0, lengths[reset])
}

const localDay = (at: { readonly now: string; readonly timeZone: string }): string =>
  dateAt(parseInstant(at.now) ?? 0, at.timeZone)

function datePart(day: string, part: string): string {
  const digits = day.replaceAll('-', '')
  return part.startsWith('yyyy') ? digits.slice(0, part.length) : digits.slice(2, part.length + 2)
}
