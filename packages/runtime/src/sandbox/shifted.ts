import type { Json } from '@mortise/expressions'
import type { Roll } from './disguise.ts'

const day = 86_400_000

/** Values near one that nobody is to know, where its kind has any: a number up to half as far off, a day within half a year. */
export function shifted(kind: string, value: Json, roll: Roll): readonly Json[] {
  if (kind === 'number') return shiftedNumber(value, roll)
  if (kind !== 'date' && kind !== 'datetime') return []
  const at = Date.parse(String(value))
  if (Number.isNaN(at)) return []
  const moved = new Date(at + (1 + roll(180)) * day * (roll(2) === 0 ? 1 : -1)).toISOString()
  return [kind === 'date' ? moved.slice(0, 10) : moved]
}

function shiftedNumber(value: Json, roll: Roll): readonly Json[] {
  const text = String(value)
  const number = Number(text)
  if (!Number.isFinite(number)) return []
  const scale = text.split('.')[1]?.length ?? 0
  const far = (10 + roll(41)) / 100
  // A small number may only go up: half of a permitted one may be too little for its field.
  const both = [number * (1 + far), number * (1 - far)].map((one) => one.toFixed(scale))
  const order = roll(2) === 0 ? both : both.toReversed()
  return order
    .filter((one) => Number(one) !== number)
    .map((one) => (typeof value === 'number' ? Number(one) : one))
}
