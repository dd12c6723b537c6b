import type { Json } from '@mortise/expressions'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { clockFromText } from '../shared/date-text.ts'
import { clockOperators } from '../shared/operators.ts'
import { compareCodes } from '../shared/order.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { flagOf, sentence, setting } from '../shared/settings.ts'
import { wordsOf } from '../shared/words.ts'

const half = /^(上午|下午|凌晨|中午|晚上)?\s*(.*?)\s*([ap]m)?$/iu
const afternoon = /^(?:下午|晚上|中午|pm)$/iu
// A spreadsheet keeps a bare time as a share of its day zero.
const dayZero = /^(?:1899-12-3[01]|1900-01-0[01])[T ](\d\d:\d\d:\d\d)(?:\.0+)?Z?$/u
const share = /^0?\.\d{1,20}$/u

function parse(input: Json | undefined, ctx: FieldContext): ParseResult {
  if (isEmpty(input)) return empty
  const words = typeof input === 'string' ? plain(input) : ''
  if (typeof input === 'string' && words === '') return empty
  const milliseconds =
    ctx.source === 'file'
      ? (fromFile(typeof input === 'number' ? input : words) ?? clockOf(words))
      : clockOf(words)
  // What people write is not rounded: a time finer than a second has no place here.
  return milliseconds === undefined || milliseconds % 1000 !== 0
    ? fail(errors.FIELD_TIME({ input: quoted(input) }))
    : ok(textOf(milliseconds / 1000))
}

function fromFile(input: number | string): number | undefined {
  if (typeof input === 'string') {
    const zero = dayZero.exec(input)?.[1]
    if (zero !== undefined) return clockFromText(zero)
    return share.test(input) ? fromFile(Number(input)) : undefined
  }
  return input >= 0 && input < 1 ? (Math.round(input * 86_400) % 86_400) * 1000 : undefined
}

function clockOf(words: string): number | undefined {
  const [, before = '', clock = '', after = ''] = half.exec(words) ?? []
  const time = clockFromText(clock)
  const mark = before || after
  if (time === undefined || mark === '') return time
  const noon = 12 * 3_600_000
  if (/^(?:上午|凌晨|am)$/iu.test(mark)) return time >= noon && /am/iu.test(mark) ? time - noon : time
  return afternoon.test(mark) && time < noon && !(mark === '中午' && time >= noon - 3_600_000)
    ? time + noon
    : time
}

const two = (part: number): string => String(part).padStart(2, '0')
const textOf = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

/** A time of day, `HH:mm:ss`, without day and zone. */
export const time: FieldType = defineFieldType({
  type: 'time',
  version: 1,
  label: { zh: '时间', en: 'Time of day' },
  icon: 'clock',
  group: 'date',
  settings: [setting('seconds', 'boolean', { zh: '显示秒', en: 'Show seconds', default: false })],
  describe: sentence('一天中的时刻', 'a time of day'),
  expressionType: () => ({ kind: 'time' }),
  column: () => ({ type: 'time' }),
  parse,
  format: (value, ctx) => wordsOf(value).slice(0, flagOf(ctx.field, 'seconds') ? 8 : 5),
  toText: (value) => wordsOf(value),
  compare: compareCodes,
  operators: clockOperators,
  aggregates: ['min', 'max', 'count', 'countDistinct'],
  groupable: true,
  samples: () => ['09:00:00', '14:30:05', '00:00:00', '23:59:59', '12:00:00'],
  jsonSchema: () => ({ type: ['string', 'null'], format: 'time', description: 'HH:mm:ss' }),
})
