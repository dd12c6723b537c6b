import type { Json, LunarDate } from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { clockFromText, dateFromText, fromSerial } from '../shared/date-text.ts'
import { fromLunar, lunarFromText, lunarWords, toLunar } from '../shared/lunar.ts'
import { dateOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { asWritten } from '../shared/quick.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { choiceSetting, sentence, textOf } from '../shared/settings.ts'
import { asItIs } from '../shared/wording.ts'
import { wordsOf } from '../shared/words.ts'

// Every month has 28 days.
const plainDate = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/u

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
  const lunar = lunarFromText(words)
  if (lunar !== undefined) return lunarDate(lunar, input)
  const date = dateFromText(words) ?? midnightOf(words)
  return date === undefined ? bad() : ok(date)
}

// Spreadsheets write a bare date as `2026-03-05 00:00:00`; any other time of day would be lost, so it is refused.
function midnightOf(words: string): string | undefined {
  const [day = '', time = '', ...rest] = words.split(/[T ]/u)
  return rest.length === 0 && clockFromText(time) === 0 ? dateFromText(day) : undefined
}

function lunarDate(lunar: LunarDate, input: Json): ParseResult {
  const day = fromLunar(lunar)
  return day === undefined ? fail(errors.FIELD_LUNAR({ input: quoted(input) })) : ok(day)
}

// The day by the lunar calendar with the plain date beside it, where the field asks for it and the calendar reaches.
function format(value: Json, ctx: FieldContext): string {
  const words = wordsOf(value)
  const lunar = textOf(ctx.field, 'calendar') === 'lunar' ? toLunar(words) : undefined
  if (lunar === undefined) return words
  return ctx.locale === 'zh'
    ? `${lunarWords(lunar, 'zh')}（${words}）`
    : `${lunarWords(lunar, 'en')} (${words})`
}

/** A day of the calendar, without time of day and zone. */
export const date: FieldType = defineFieldType({
  type: 'date',
  version: 1,
  label: { zh: '日期', en: 'Date' },
  icon: 'calendar',
  group: 'date',
  settings: [
    choiceSetting('calendar', { zh: '历法', en: 'Calendar', default: 'solar' }, [
      ['solar', '公历', 'Solar'],
      ['lunar', '农历（生日等）', 'Chinese lunar (birthdays)'],
    ]),
  ],
  describe: sentence('日期', 'a date'),
  expressionType: () => ({ kind: 'date' }),
  column: () => ({ type: 'date' }),
  parse,
  quick: () => asWritten(plainDate, 10),
  format,
  toText: asItIs.toText,
  compare: compareCodes,
  operators: dateOperators,
  aggregates: ['min', 'max', 'count', 'countDistinct'],
  groupable: true,
  samples: () => ['2026-03-05', '2024-02-29', '1970-01-01', '1900-01-01', '0001-01-01', '9999-12-31'],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'date' }),
})
