import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { clockFromText, dateFromText, fromSerial } from '../shared/date-text.ts'
import { dateOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { sentence } from '../shared/settings.ts'
import { asItIs } from '../shared/wording.ts'

function parse(input: Json | undefined, ctx: FieldContext): ParseResult {
  if (isEmpty(input)) return empty
  const bad = (): ParseResult => fail(errors.FIELD_DATE({ input: quoted(input) }))
  if (typeof input === 'number') {
    const serial = ctx.source === 'file' ? fromSerial(input) : undefined
    return serial === undefined ? bad() : ok(serial.date)
  }
  if (typeof input !== 'string') return bad()
  const words = plain(input)
  if (words === '') return empty
  const date = dateFromText(words) ?? midnightOf(words)
  return date === undefined ? bad() : ok(date)
}

// Spreadsheets write a bare date as `2026-03-05 00:00:00`; any other time of day would be lost, so it is refused.
function midnightOf(words: string): string | undefined {
  const [day = '', time = '', ...rest] = words.split(/[T ]/u)
  return rest.length === 0 && clockFromText(time) === 0 ? dateFromText(day) : undefined
}

/** A day of the calendar, without time of day and zone. */
export const date: FieldType = defineFieldType({
  type: 'date',
  version: 1,
  label: { zh: '日期', en: 'Date' },
  icon: 'calendar',
  group: 'date',
  settings: [],
  describe: sentence('日期', 'a date'),
  expressionType: () => ({ kind: 'date' }),
  column: () => ({ type: 'date' }),
  parse,
  ...asItIs,
  compare: compareCodes,
  operators: dateOperators,
  aggregates: ['min', 'max', 'count', 'countDistinct'],
  groupable: true,
  samples: () => ['2026-03-05', '2024-02-29', '1970-01-01', '1900-01-01', '0001-01-01', '9999-12-31'],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'date' }),
})
