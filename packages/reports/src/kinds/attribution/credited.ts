import type { Json } from '@mortise/expressions'
import type { AttributionModel, CreditRow } from '@mortise/schema'
import type { ReportRow } from '../../types.ts'
import { plainNumber } from '../plain.ts'
import { creditOf } from './credit.ts'
import { directValue } from './touches.ts'

const places: { readonly [P in CreditRow['place']]: ((of: number) => number) | undefined } = {
  none: undefined,
  only: () => 0,
  first: () => 0,
  between: () => 1,
  last: (of) => of - 1,
}

const placeOf = (row: ReportRow): CreditRow['place'] | undefined => {
  const place = row['place']
  return typeof place === 'string' && Object.hasOwn(places, place) ? (place as CreditRow['place']) : undefined
}

/** The part of a thing won that goes to a touch, by where it stands; by decay the database knows alone. */
function shareOf(model: AttributionModel, place: CreditRow['place'], of: number): number {
  const at = places[place]?.(of)
  if (at === undefined) return 1
  const times = Array.from({ length: of }, () => 0)
  return creditOf(model, times)[at] ?? 0
}

/** What each channel is credited with of a value; what no touch is known of goes to `directValue`. */
export function credited(
  model: AttributionModel,
  rows: readonly ReportRow[],
  key: string,
): ReadonlyMap<Json, number> {
  const sums = new Map<Json, number>()
  const add = (channel: Json, value: number): unknown => sums.set(channel, (sums.get(channel) ?? 0) + value)
  for (const row of rows) {
    const place = placeOf(row)
    if (place === undefined) continue
    const of = Number(row['of'])
    if (place === 'none') {
      if (Number(row['n']) > 0) add(directValue, plainNumber(row, key))
    } else if (model === 'decay') add(row['channel'] ?? null, plainNumber(row, `${key}__decay`))
    else add(row['channel'] ?? null, plainNumber(row, key) * shareOf(model, place, of))
  }
  return sums
}

/** A value of all things won together: each has one first touch, or none. */
export function wholeOf(rows: readonly ReportRow[], key: string): number {
  const firsts = rows.filter((row) => ['none', 'only', 'first'].includes(String(row['place'])))
  return firsts.reduce((sum, row) => sum + plainNumber(row, key), 0)
}
