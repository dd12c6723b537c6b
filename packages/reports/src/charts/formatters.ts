import {
  decimalToNumber,
  formatDecimal,
  multiplyDecimal,
  type DecimalValue,
  type Json,
} from '@mortise/expressions'
import type { ChartOption } from '../define.ts'
import { readText, readTip } from './reading.ts'

/** Turns a value of a chart into text. */
export type Formatter = (value: Json) => string

function isNumber(value: Json): value is DecimalValue {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}

/** Short as people write it in Chinese: 9,800, 1.2万, 3.45亿. */
export function shortChinese(value: Json): string {
  return short(value, [
    [1e8, '亿'],
    [1e4, '万'],
  ])
}

/** Short as people write it in English: 9,800, 12K, 345M, 1.2B. */
export function shortEnglish(value: Json): string {
  return short(value, [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e4, 'K'],
  ])
}

function short(value: Json, steps: readonly (readonly [number, string])[]): string {
  if (!isNumber(value)) return ''
  const number = decimalToNumber(value)
  // A step is taken as soon as the rounded text would reach it: 9999.99 is 1万, not 10,000.
  const step = steps.find(([size]) => Math.abs(number) >= size * 0.999995)
  if (step === undefined) return grouped(trimmed(number, 2))
  const [size, unit] = step
  const digits = size === 1e4 && unit === 'K' ? 0 : Math.abs(number) >= 1e8 ? 2 : 1
  return `${grouped(trimmed(number / (unit === 'K' ? 1000 : size), digits))}${unit}`
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}

/** Full number with thousands separators: never shortened, but two decimals (four below one) say enough of a quotient. */
export function fullNumber(value: Json): string {
  if (!isNumber(value)) return ''
  const digits = Math.abs(decimalToNumber(value)) < 1 ? 4 : 2
  const [, fraction = ''] = formatDecimal(value).split('.')
  return grouped(fraction.length > digits ? formatDecimal(value, digits) : formatDecimal(value))
}

/** A share as percent with one decimal: 0.153 is 15.3%. */
export function percent(value: Json): string {
  return isNumber(value) ? `${formatDecimal(multiplyDecimal(value, 100), 1).replace(/\.0$/, '')}%` : ''
}

/** A share as percent with so many digits after the point, so that those of a column stand under each other. */
function percentWith(digits: number): Formatter {
  return (value) => (isNumber(value) ? `${formatDecimal(multiplyDecimal(value, 100), digits)}%` : '')
}

/** A full number with so many digits after the point. */
function withDigits(digits: number): Formatter {
  return (value) => (isNumber(value) ? grouped(formatDecimal(value, digits)) : '')
}

/** Every formatter that an option may name, as `{"$format": "cnShort"}`. */
export const formatters: { readonly [name: string]: Formatter } = {
  cnShort: shortChinese,
  enShort: shortEnglish,
  full: fullNumber,
  full0: withDigits(0),
  full1: withDigits(1),
  full2: withDigits(2),
  full3: withDigits(3),
  full4: withDigits(4),
  percent,
  percent0: percentWith(0),
  percent1: percentWith(1),
  percent2: percentWith(2),
}

/** Whether values of a format are shares, which people write as percent. */
export function isShare(format: string | undefined): boolean {
  return format === 'percent' || format?.includes('%') === true
}

/** The name of the formatter that writes a column's numbers in full: as percent, or with the digits its format asks for. */
export function exactName(format: string | undefined): string {
  const share = /^0(?:\.(0{1,2}))?%$/.exec(format ?? '')
  if (share !== null) return `percent${share[1]?.length ?? 0}`
  if (isShare(format)) return 'percent'
  const asked = /^[#,]*0(?:\.(0{1,4}))?$/.exec(format ?? '')
  return asked === null ? 'full' : `full${asked[1]?.length ?? 0}`
}

/** The name of an axis or label formatter for a column's format and the reader's language. */
export function formatterName(format: string | undefined, locale: 'zh' | 'en'): string {
  if (isShare(format)) return 'percent'
  return locale === 'zh' ? 'cnShort' : 'enShort'
}

/** What ECharts hands to a formatter: the value itself on an axis, an object with `value` on labels. */
type FormatterInput = Json | { readonly value?: Json }

function valueIn(input: FormatterInput): Json {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return input as Json
  const { value = null } = input as { readonly value?: Json }
  return Array.isArray(value) ? ((value as readonly Json[]).at(-1) ?? null) : value
}

/** An option with functions in the places that named one; only this form can be given to ECharts. */
export type LiveOption = { readonly [key: string]: unknown }

/**
 * Replaces `{"$format": name}` by the function it names, for the browser and for drawing on the server. `{"$read": "text"}`
 * becomes a function that gives the words a mark's own data carries, `{"$read": "tip"}` the same for the panel at the
 * pointer, where words are HTML.
 */
export function applyFormatters(option: ChartOption): LiveOption {
  return live(option) as LiveOption
}

function live(node: Json): unknown {
  if (node === null || typeof node !== 'object') return node
  if (Array.isArray(node)) return node.map((one: Json) => live(one))
  const { $format: name, $read: what } = node as { readonly [key: string]: Json }
  if (what === 'text') return readText
  if (what === 'tip') return readTip
  if (typeof name === 'string') {
    const format = formatters[name] ?? fullNumber
    return (input: FormatterInput) => format(valueIn(input))
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, live(value)]))
}
