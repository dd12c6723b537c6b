import { multiplyDecimal, type Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { defineFieldType, type FieldContext, type FieldType, type ParseResult } from '../define.ts'
import { errors } from '../errors.ts'
import { canonical } from '../shared/decimal.ts'
import { compareExact, withinBounds } from '../shared/exact.ts'
import { numberOperators } from '../shared/operators.ts'
import { empty, fail, isEmpty, ok, plain, quoted } from '../shared/results.ts'
import { choiceSetting, numberOf, sentence, textOf } from '../shared/settings.ts'
import { orNull } from '../shared/wording.ts'

const unitSeconds: { readonly [unit: string]: number } = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
}
const unitOf = (field: FieldDocument): number =>
  unitSeconds[textOf(field, 'unit') ?? 'minutes'] ?? unitSeconds['minutes'] ?? 60
// A thousand years, in seconds.
const most = 31_556_952_000

const clock = /^(\d{1,9}):([0-5]\d)(?::([0-5]\d))?$/u
const parts =
  /(\d+(?:\.\d+)?)\s*(?:(天|日|days?|d)|(个?小时|时|hours?|h)|(分钟?|minutes?|mins?|m)|(秒钟?|seconds?|secs?|s))(?:\s*[,，]?\s*)/giu
const iso = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/iu
const unitsInOrder = [86_400, 3600, 60, 1]

/** Exact seconds of a decimal number of units, as a decimal text. */
const times = (amount: string, unit: number): string => String(multiplyDecimal(amount, unit))

function sum(amounts: readonly (string | undefined)[]): number {
  return amounts.reduce(
    (all, amount, index) =>
      all + (amount === undefined ? 0 : Number(times(amount, unitsInOrder[index] ?? 1))),
    0,
  )
}

/** Seconds of `1:30`, `1:30:00`, `1小时30分`, `1.5h`, `PT1H30M`, or of a bare number of the given unit; undefined when it is none. */
function secondsOf(words: string, unit: number): number | undefined {
  const bare = canonical(words)
  if (bare !== undefined) return Number(times(bare, unit))
  const [, hours, minutes, seconds] = clock.exec(words) ?? []
  if (hours !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)
  const exact = words.length > 2 && !/^PT?$/iu.test(words) ? iso.exec(words) : null
  if (exact !== null) return sum(exact.slice(1))
  let total = 0
  const rest = words.replace(parts, (_, amount: string, ...units: readonly (string | undefined)[]) => {
    const at = units.slice(0, 4).findIndex((one) => one !== undefined)
    total += Number(times(amount, unitsInOrder[at] ?? 1))
    return ''
  })
  return rest === '' && words !== '' ? total : undefined
}

function parse(input: Json | undefined, ctx: FieldContext): ParseResult {
  if (isEmpty(input)) return empty
  const bad = (): ParseResult => fail(errors.FIELD_DURATION({ input: quoted(input) }))
  if (typeof input !== 'number' && typeof input !== 'string') return bad()
  const words = plain(String(input))
  if (words === '') return empty
  // A number in JSON is the canonical value, in seconds; what people type is in the unit of the field.
  const unit = typeof input === 'number' && ctx.source !== 'file' ? 1 : unitOf(ctx.field)
  const seconds = words.length > 80 ? undefined : secondsOf(words, unit)
  if (seconds === undefined || !Number.isInteger(seconds) || seconds < 0 || seconds > most) return bad()
  return withinBounds(String(seconds), inSeconds(ctx.field)) ?? ok(seconds)
}

// The field's bounds are in its unit.
function inSeconds(field: FieldDocument): FieldDocument {
  const bound = (key: string): { readonly [key: string]: number } => {
    const value = numberOf(field, key)
    return value === undefined ? {} : { [key]: value * unitOf(field) }
  }
  return { ...field, settings: { ...bound('min'), ...bound('max') } }
}

const wordsOfUnits = [
  ['天', ' d'],
  ['小时', ' h'],
  ['分', ' min'],
  ['秒', ' s'],
] as const

function format(value: Json, ctx: FieldContext): string {
  if (typeof value !== 'number') return ''
  const days = unitOf(ctx.field) === 86_400
  let rest = value
  const shown: string[] = []
  for (const [index, unit] of unitsInOrder.entries()) {
    if (index === 0 && !days) continue
    const count = Math.floor(rest / unit)
    rest -= count * unit
    const [zh, en] = wordsOfUnits[index] ?? ['', '']
    if (count > 0) shown.push(`${count}${ctx.locale === 'zh' ? zh : en}`)
  }
  if (shown.length > 0) return shown.join(ctx.locale === 'zh' ? '' : ' ')
  const [zh, en] = wordsOfUnits[unitsInOrder.indexOf(unitOf(ctx.field))] ?? ['', '']
  return `0${ctx.locale === 'zh' ? zh : en}`
}

const two = (part: number): string => String(part).padStart(2, '0')

/** A length of time, kept in whole seconds. */
export const duration: FieldType = defineFieldType({
  type: 'duration',
  version: 1,
  label: { zh: '时长', en: 'Duration' },
  icon: 'timer',
  group: 'date',
  settings: [
    choiceSetting('unit', { zh: '只写数字时的单位', en: 'Unit of a bare number', default: 'minutes' }, [
      ['minutes', '分钟', 'Minutes'],
      ['hours', '小时', 'Hours'],
      ['days', '天', 'Days'],
      ['seconds', '秒', 'Seconds'],
    ]),
  ],
  describe: sentence('一段时长', 'a length of time'),
  expressionType: () => ({ kind: 'duration' }),
  column: () => ({ type: 'int8' }),
  parse,
  format,
  toText: (value) =>
    typeof value === 'number'
      ? `${Math.floor(value / 3600)}:${two(Math.floor(value / 60) % 60)}:${two(value % 60)}`
      : '',
  compare: compareExact,
  operators: numberOperators,
  aggregates: ['sum', 'avg', 'min', 'max', 'count', 'countDistinct'],
  groupable: false,
  samples: () => [0, 1, 59, 60, 5400, 86_400, 93_784, 31_536_000, most],
  jsonSchema: () => orNull({ type: 'integer', minimum: 0, maximum: most, description: 'seconds' }),
})
