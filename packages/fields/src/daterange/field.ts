import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { dateFromText } from '../shared/date-text.ts'
import { rangeOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { wordsOf } from '../shared/words.ts'

const between = /\s*(?:~|至|到|—+|–|\bto\b|\/|-)\s*/giu

type Ends = readonly [string, string]

// Dates themselves hold strokes, so every place that could part two dates is tried.
function endsOf(words: string): Ends | undefined {
  for (const match of words.matchAll(between)) {
    const [from, to] = [words.slice(0, match.index), words.slice(match.index + match[0].length)].map((one) =>
      dateFromText(one.trim()),
    )
    if (from !== undefined && to !== undefined) return [from, to]
  }
  const day = dateFromText(words)
  return day === undefined ? undefined : [day, day]
}

function given(input: Json): Ends | undefined {
  if (typeof input === 'string') return input.length > 60 ? undefined : endsOf(plain(input))
  const [from, to] = Array.isArray(input)
    ? (input as readonly Json[])
    : [(input as { readonly from?: Json } | null)?.from, (input as { readonly to?: Json } | null)?.to]
  const ends = [from, to].map((one) => (typeof one === 'string' ? dateFromText(plain(one)) : undefined))
  return ends[0] === undefined || ends[1] === undefined ? undefined : [ends[0], ends[1]]
}

function parse(input: Json | undefined): ParseResult {
  if (isEmpty(input) || (typeof input === 'string' && plain(input) === '')) return empty
  const ends = given(input)
  if (ends === undefined) return fail(errors.FIELD_DATE_RANGE({ input: quoted(input) }))
  return ends[0] <= ends[1] ? ok(ends.join('/')) : fail(errors.FIELD_DATE_RANGE_ORDER())
}

/** Both ends of a stored range, `2026-03-05/2026-03-09`; undefined when it is none. */
export function rangeEnds(value: Json): Ends | undefined {
  const match = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/u.exec(wordsOf(value))
  return match === null ? undefined : [match[1] ?? '', match[2] ?? '']
}

function format(value: Json, ctx: FieldContext): string {
  const ends = rangeEnds(value)
  if (ends === undefined) return wordsOf(value)
  return ends[0] === ends[1] ? ends[0] : ends.join(ctx.locale === 'zh' ? ' 至 ' : ' to ')
}

/** A first and a last day, both within. Kept as one text, so that ranges sort by their first day. */
export const daterange: FieldType = defineFieldType({
  type: 'daterange',
  version: 1,
  label: { zh: '日期区间', en: 'Date range' },
  icon: 'calendar-range',
  group: 'date',
  settings: [],
  describe: sentence('起止日期', 'a first and a last day'),
  expressionType: () => ({ kind: 'text' }),
  column: () => ({ type: 'text', collation: 'C' }),
  parse,
  format,
  toText: wordsOf,
  compare: compareCodes,
  operators: rangeOperators,
  aggregates: ['count', 'countDistinct'],
  groupable: false,
  samples: () => [
    '2026-03-05/2026-03-09',
    '2026-03-05/2026-03-05',
    '2024-02-29/2025-02-28',
    '0001-01-01/9999-12-31',
    '1999-12-31/2000-01-01',
  ],
  jsonSchema: () => ({
    type: ['string', 'null'],
    pattern: '^\\d{4}-\\d\\d-\\d\\d/\\d{4}-\\d\\d-\\d\\d$',
    description: 'first day / last day',
  }),
})
