import {
  decimalToNumber,
  formatDecimal,
  multiplyDecimal,
  type DecimalValue,
  type Json,
} from '@mortise/expressions'
import type { ChartOption } from '../define.ts'

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

/** Every formatter that an option may name, as `{"$format": "cnShort"}`. */
export const formatters: { readonly [name: string]: Formatter } = {
  cnShort: shortChinese,
  enShort: shortEnglish,
  full: fullNumber,
  percent,
}

/** The name of an axis or label formatter for a column's format and the reader's language. */
export function formatterName(format: string | undefined, locale: 'zh' | 'en'): string {
  if (format?.includes('%') === true || format === 'percent') return 'percent'
  return locale === 'zh' ? 'cnShort' : 'enShort'
}

/** What ECharts hands to a formatter: the value itself on an axis, an object with `value` on labels. */
type FormatterInput = Json | { readonly value?: Json }

function valueIn(input: FormatterInput): Json {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return input as Json
  const { value = null } = input as { readonly value?: Json }
  return Array.isArray(value) ? ((value as readonly Json[]).at(-1) ?? null) : value
}

/** Name of the mark a label stands beside, with room after it. */
function nameIn(input: FormatterInput): string {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return ''
  const { name } = input as { readonly name?: Json }
  return typeof name === 'string' ? `${name}  ` : ''
}

/** An option with functions in the places that named one; only this form can be given to ECharts. */
export type LiveOption = { readonly [key: string]: unknown }

/**
 * Replaces `{"$format": name}` by the function it names, for the browser and for drawing on the server. With
 * `"named": true` the mark's name stands before its value.
 */
export function applyFormatters(option: ChartOption): LiveOption {
  return live(option) as LiveOption
}

function live(node: Json): unknown {
  if (node === null || typeof node !== 'object') return node
  if (Array.isArray(node)) return node.map((one: Json) => live(one))
  const { $format: name, named } = node as { readonly [key: string]: Json }
  if (typeof name === 'string') {
    const format = formatters[name] ?? fullNumber
    return (input: FormatterInput) => `${named === true ? nameIn(input) : ''}${format(valueIn(input))}`
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, live(value)]))
}
