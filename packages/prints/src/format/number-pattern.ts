import {
  compareDecimal,
  formatDecimal,
  multiplyDecimal,
  parseDecimal,
  roundDecimal,
  type DecimalValue,
  type Json,
} from '@mortise/expressions'

type Pattern = {
  readonly prefix: string
  readonly suffix: string
  readonly grouped: boolean
  readonly wholeDigits: number
  readonly fewest: number
  readonly most: number
}

function readPattern(text: string): Pattern {
  const match = /^([^#0]*)([#0,]*)(?:\.([0#]*))?([\s\S]*)$/.exec(text)
  const [, prefix = '', whole = '', fraction = '', suffix = ''] = match ?? []
  return {
    prefix,
    suffix,
    grouped: whole.includes(','),
    wholeDigits: [...whole].filter((one) => one === '0').length,
    fewest: [...fraction].filter((one) => one === '0').length,
    most: fraction.length,
  }
}

function withCommas(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Drops trailing zeros of a fraction down to the fewest decimals. */
function trimFraction(fraction: string, fewest: number): string {
  let end = fraction.length
  while (end > fewest && fraction[end - 1] === '0') end -= 1
  return fraction.slice(0, end)
}

/** Reads a number of the language; null for everything else. */
export function numberValue(value: Json): DecimalValue | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  return parseDecimal(value) === undefined ? null : value
}

/**
 * Writes a number by a pattern: `#,##0.00`, `0.0%`, `¥#,##0.##`. Exact on decimals of any length, rounded half away
 * from zero; `0` always stands, `#` only where there is a digit; a `%` multiplies by 100. Signs stand before the prefix.
 */
export function formatNumber(value: DecimalValue, text: string): string {
  const pattern = readPattern(text)
  const scaled = `${pattern.prefix}${pattern.suffix}`.includes('%') ? multiplyDecimal(value, 100) : value
  const rounded = roundDecimal(scaled, pattern.most)
  const negative = compareDecimal(rounded, 0) < 0
  const digits = formatDecimal(rounded, pattern.most).replace('-', '')
  const [whole = '0', fraction = ''] = digits.split('.')
  const padded = whole === '0' && pattern.wholeDigits === 0 ? '' : whole.padStart(pattern.wholeDigits, '0')
  const shown = trimFraction(fraction, pattern.fewest)
  const left = pattern.grouped ? withCommas(padded) : padded
  const number = shown === '' ? left || '0' : `${left}.${shown}`
  return `${negative ? '-' : ''}${pattern.prefix}${number}${pattern.suffix}`
}
