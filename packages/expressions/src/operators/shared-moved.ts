import { addUnits, addDays, type CivilDate, compareDates, type DateUnit } from '../civil.ts'
import type { SqlCall } from '../sql/call.ts'
import type { Fragment } from '../sql/fragment.ts'
import { asText, asWhole } from '../values.ts'
import { dateUnits } from './shared-dates.ts'

/** A date with a distance added to it, as one side of a comparison. */
export type Moved = {
  /** SQL of the date itself, as an index has it. */
  readonly value: () => Fragment
  /** The first day that comes to lie on a day or after it, once it is moved; undefined outside the calendar. */
  readonly from: (day: CivilDate) => CivilDate | undefined
  /** The first and the last day that stay in the calendar, where moving leads out of it on that side. */
  readonly least: CivilDate | undefined
  readonly most: CivilDate | undefined
}

/**
 * Reads `dateAdd` of whole days and more by a known distance: it is held against a day by moving the day back, so that
 * the date stands alone and an index on it can serve. Moved months keep to the end of the month, so several days may come
 * to lie on one, and on some comes none.
 */
export function movedDate(call: SqlCall, index: number): Moved | undefined {
  const inner = call.below(index)
  if (inner?.node.operator.name !== 'dateAdd') return undefined
  const [count, unit] = [asWhole(inner.known(1) ?? null), asText(inner.known(2) ?? null)]
  // Farther than this leads out of the calendar from wherever it starts.
  if (count === undefined || unit === null || !dateUnits.includes(unit) || Math.abs(count) > 100_000)
    return undefined
  const add = (day: CivilDate, by: number): CivilDate => addUnits(day, by, unit as DateUnit)
  const from = (day: CivilDate): CivilDate | undefined => {
    const back = add(day, -count)
    const first = compareDates(add(back, count), day) >= 0 ? back : addDays(back, 1)
    return first.year < 1 || first.year > 9999 ? undefined : first
  }
  return {
    value: () => inner.value(0),
    from,
    least: count < 0 ? from({ year: 1, month: 1, day: 1 }) : undefined,
    most: count > 0 ? add({ year: 9999, month: 12, day: 31 }, -count) : undefined,
  }
}
