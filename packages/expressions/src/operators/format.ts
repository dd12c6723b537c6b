import { parseDate } from '../civil.ts'
import { type DecimalValue, formatDecimal, multiplyDecimal } from '../decimal.ts'
import {
  type DatePiece,
  dateFormat,
  type DateToken,
  numberFormat,
  type NumberFormat,
} from '../format-pattern.ts'
import { timeTokens } from '../format-pattern.ts'
import { helpOf } from '../help.ts'
import type { Node } from '../node.ts'
import { type Checking, defineOperator, type ValueOperator } from '../operator.ts'
import { canonicalTime } from '../time-values.ts'
import type { Json } from '../types.ts'
import { asNumber, asText, textOrNull } from '../values.ts'
import { type LocalTime, parseInstant, toLocal } from '../zone.ts'
import { formatSql } from './shared-format.ts'

function writeNumber(value: DecimalValue, format: NumberFormat): string {
  const digits = formatDecimal(format.percent ? multiplyDecimal(value, 100) : value, format.most)
  const negative = digits.startsWith('-') && /[1-9]/.test(digits)
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const padded = whole.padStart(format.whole, '0')
  const grouped = format.grouped ? padded.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : padded
  const kept = fraction.replace(/0+$/, '').padEnd(format.least, '0')
  return `${negative ? '-' : ''}${format.before}${grouped}${kept === '' ? '' : `.${kept}`}${format.after}`
}

const two = (part: number): string => String(part).padStart(2, '0')

const writers: { readonly [K in DateToken]: (at: LocalTime) => string } = {
  YYYY: ({ date }) => String(date.year).padStart(4, '0'),
  YY: ({ date }) => two(date.year % 100),
  Q: ({ date }) => String(Math.ceil(date.month / 3)),
  MM: ({ date }) => two(date.month),
  M: ({ date }) => String(date.month),
  DD: ({ date }) => two(date.day),
  D: ({ date }) => String(date.day),
  HH: ({ time }) => two(Math.floor(time / 3_600_000)),
  H: ({ time }) => String(Math.floor(time / 3_600_000)),
  mm: ({ time }) => two(Math.floor(time / 60_000) % 60),
  m: ({ time }) => String(Math.floor(time / 60_000) % 60),
  ss: ({ time }) => two(Math.floor(time / 1000) % 60),
  s: ({ time }) => String(Math.floor(time / 1000) % 60),
}

/** Date, datetime or time of day as what calendar and clock show. */
function localOf(value: string, zone: string): LocalTime | undefined {
  const time = canonicalTime(value)
  if (time !== undefined) {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
    return { date: { year: 2000, month: 1, day: 1 }, time: ((hours * 60 + minutes) * 60 + seconds) * 1000 }
  }
  const date = value.length === 10 ? parseDate(value) : undefined
  if (date) return { date, time: 0 }
  const instant = parseInstant(value)
  return instant === undefined ? undefined : toLocal(instant, zone)
}

function writeDate(value: string, pieces: readonly DatePiece[], zone: string): string | null {
  const at = localOf(value, zone)
  if (at === undefined) return null
  return pieces.map((one) => ('text' in one ? one.text : writers[one.piece](at))).join('')
}

function formatted(value: Json, pattern: string, zone: string): string | null {
  const number = numberFormat(pattern)
  if (number !== undefined) {
    const read = asNumber(value)
    return read === null ? null : writeNumber(read, number)
  }
  const pieces = dateFormat(pattern)
  return pieces === undefined || typeof value !== 'string' ? null : writeDate(value, pieces, zone)
}

/** Whether a format suits a kind of value. */
function suits(pattern: string, kind: string): boolean {
  if (kind === 'number' || kind === 'duration') return numberFormat(pattern) !== undefined
  const pieces = dateFormat(pattern)
  if (kind === 'unknown' || kind === 'null')
    return pieces !== undefined || numberFormat(pattern) !== undefined
  if (pieces === undefined) return false
  return kind !== 'time' || pieces.every((one) => 'text' in one || timeTokens.has(one.piece))
}

function checkFormat({ args, report }: Checking): readonly Node[] {
  const [value, pattern] = args
  if (pattern?.kind !== 'literal') report('EXPRESSION_LITERAL', {}, 1)
  else if (!suits(asText(pattern.value) ?? '', value?.type.kind ?? ''))
    report('EXPRESSION_FORMAT', { format: asText(pattern.value) ?? '' }, 1)
  return args
}

/** `format`: Writes a number or a date in a form such as #,##0.00 or YYYY-MM-DD. */
export const format: ValueOperator = defineOperator({
  name: 'format',
  help: helpOf({
    group: 'text',
    example: 'FORMAT(amount, "#,##0.00")',
    label: ['显示为', 'Format'],
    names: ['格式', 'FORMAT'],
    help: [
      '按格式写成文本：数字如 #,##0.00、0.0%，日期如 YYYY年M月D日、HH:mm。',
      'Writes a number like #,##0.00 or 0.0%, a date like YYYY-MM-DD HH:mm (also YY, Q, M, D, H, ss).',
    ],
  }),
  params: [{ accept: ['number', 'duration', 'date', 'datetime', 'time'] }, { accept: ['text'] }],
  result: { kind: 'text' },
  nullable: true,
  check: checkFormat,
  evaluate: ([value = null, pattern], _call, env) =>
    value === null ? null : textOrNull(formatted(value, asText(pattern) ?? '', env.zone) ?? ''),
  sql: formatSql,
})
