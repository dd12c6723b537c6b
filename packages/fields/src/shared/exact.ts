import { compareDecimal, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { errors } from '../errors.ts'
import type { ColumnSpec, ParseResult } from '../define.ts'
import { canonical, roundTo, scaleOf, wholeDigits } from './decimal.ts'
import { numberFromText } from './number-text.ts'
import { nullsLast } from './order.ts'
import { empty, fail, isEmpty, ok, quoted, wrongKind } from './results.ts'
import { setting, textOf, numberOf } from './settings.ts'
import { wordsOf } from './words.ts'

/** Digits before and after the point that a column holds. */
export type ExactLimits = { readonly whole: number; readonly scale: number }

/** The column of an exact number. */
export function exactColumn({ whole, scale }: ExactLimits): ColumnSpec {
  return { type: 'numeric', precision: whole + scale, scale }
}

/** Reads a number exactly, within the column and the field's own bounds. */
export function parseExact(input: Json | undefined, field: FieldDocument, limits: ExactLimits): ParseResult {
  if (isEmpty(input)) return empty
  if (typeof input !== 'string' && typeof input !== 'number') return wrongKind('数字', 'a number')
  if (typeof input === 'string' && input.trim() === '') return empty
  const value = typeof input === 'number' ? canonical(input) : numberFromText(input)
  if (value === undefined) return fail(errors.FIELD_NUMBER({ input: quoted(input) }))
  if (scaleOf(value) > limits.scale) return fail(errors.FIELD_TOO_PRECISE({ scale: limits.scale }))
  if (wholeDigits(value) > limits.whole) return fail(errors.FIELD_TOO_BIG({ digits: limits.whole }))
  return withinBounds(value, field) ?? ok(value)
}

/** The error of a number outside the field's `min` and `max`, if it is. */
export function withinBounds(value: string, field: FieldDocument): ParseResult | undefined {
  const min = boundOf(field, 'min')
  const max = boundOf(field, 'max')
  if (min !== undefined && compareDecimal(value, min) < 0) return fail(errors.FIELD_BELOW_MIN({ min }))
  if (max !== undefined && compareDecimal(value, max) > 0) return fail(errors.FIELD_ABOVE_MAX({ max }))
  return undefined
}

function boundOf(field: FieldDocument, key: 'min' | 'max'): string | undefined {
  return canonical(textOf(field, key) ?? numberOf(field, key) ?? '')
}

/** Rounds a computed number to the column's places. */
export function fitExact(value: Json, scale: number): Json {
  const number = typeof value === 'number' || typeof value === 'string' ? canonical(value) : undefined
  return number === undefined ? value : roundTo(number, scale)
}

/** Order of canonical numbers. */
export const compareExact: (a: Json, b: Json) => number = nullsLast((a, b) =>
  compareDecimal(canonical(wordsOf(a)) ?? 0, canonical(wordsOf(b)) ?? 0),
)

/** Samples that a field's own bounds allow. */
export function allowedSamples(
  values: readonly string[],
  field: FieldDocument,
  limits: ExactLimits,
): readonly Json[] {
  return values.filter((value) => parseExact(value, field, limits).ok)
}

/** Settings for the smallest and largest value. */
export const boundSettings: readonly FieldDocument[] = [
  setting('min', 'decimal', { zh: '最小值', en: 'Smallest value' }),
  setting('max', 'decimal', { zh: '最大值', en: 'Largest value' }),
]

/** The setting for the places after the point. */
export function scaleSetting(fallback: number): FieldDocument {
  const bounds = { min: 0, max: 8 }
  return setting('scale', 'integer', {
    zh: '小数位数',
    en: 'Decimal places',
    default: fallback,
    settings: bounds,
  })
}
