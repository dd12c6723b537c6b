import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { grouped, scaleOf } from '../shared/decimal.ts'
import { boundSettings, compareExact, fitExact, parseExact } from '../shared/exact.ts'
import { numberOperators } from '../shared/operators.ts'
import { quickExact } from '../shared/quick.ts'
import { fail, ok, quoted } from '../shared/results.ts'
import { flagOf, sentence, setting } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'

const limits = { whole: 16, scale: 10 }

function parse(input: Json | undefined, field: FieldDocument): ParseResult {
  const read = parseExact(input, field, limits)
  if (!read.ok || typeof read.value !== 'string') return read
  if (scaleOf(read.value) > 0) return fail(errors.FIELD_WHOLE_NUMBER({ input: quoted(input) }))
  const number = Number(read.value)
  // Beyond this a JSON number is no longer exact.
  return Number.isSafeInteger(number) ? ok(number) : fail(errors.FIELD_TOO_BIG({ digits: 15 }))
}

function fit(value: Json): Json {
  const whole = fitExact(value, 0)
  return typeof whole === 'string' ? Number(whole) : whole
}

/** A whole number, exact up to 9,007,199,254,740,991. */
export const integer: FieldType = defineFieldType({
  type: 'integer',
  version: 1,
  label: { zh: '整数', en: 'Whole number' },
  icon: 'hash',
  group: 'number',
  settings: [
    ...boundSettings,
    setting('grouped', 'boolean', { zh: '显示千位分隔', en: 'Show thousands separators', default: false }),
  ],
  describe: sentence('整数', 'a whole number'),
  expressionType: () => ({ kind: 'number' }),
  column: () => ({ type: 'int8' }),
  parse: (input, ctx) => parse(input, ctx.field),
  quick: (field) => {
    const exact = quickExact(field, 0)
    return (words) => (exact(words) === undefined ? undefined : Number(words))
  },
  format: (value, ctx) => {
    if (value === null) return ''
    return flagOf(ctx.field, 'grouped') ? grouped(wordsOf(value), 0) : wordsOf(value)
  },
  toText: (value) => (value === null ? '' : wordsOf(value)),
  fit,
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['sum', 'avg', 'min', 'max', 'count', 'countDistinct'],
  groupable: true,
  samples: (field) =>
    [0, 1, -1, 42, 1_000_000, 9_007_199_254_740_991, -9_007_199_254_740_991].filter(
      (value) => parse(value, field).ok,
    ),
  jsonSchema: () => orNull({ type: 'integer' }),
})
