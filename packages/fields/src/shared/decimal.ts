import { formatDecimal, multiplyDecimal, parseDecimal, roundDecimal } from '@mortise/expressions'

/*
 * Decimals of records are canonical text: no exponent, no leading or trailing zeros, no '-0'. The arithmetic is that
 * of the expression language.
 */

/** Canonical text of a number or number text; undefined when it is none. */
export function canonical(input: string | number): string | undefined {
  const parsed = parseDecimal(input)
  return parsed === undefined ? undefined : formatDecimal(input)
}

/** Moves the point `places` to the right, to the left when negative: exact. */
export function shift(value: string, places: number): string {
  const power = places >= 0 ? `1${'0'.repeat(places)}` : `0.${'0'.repeat(-places - 1)}1`
  return String(multiplyDecimal(value, power))
}

/** Rounds half away from zero to `scale` places. */
export function roundTo(value: string, scale: number): string {
  return String(roundDecimal(value, scale))
}

/** Digits after the point of a canonical decimal. */
export function scaleOf(value: string): number {
  const point = value.indexOf('.')
  return point < 0 ? 0 : value.length - point - 1
}

/** Digits before the point; 0 for values below one. */
export function wholeDigits(value: string): number {
  const whole = value.replace('-', '').split('.')[0] ?? ''
  return whole === '0' ? 0 : whole.length
}

/** Shows a decimal with thousands separators and at least `places` digits after the point. */
export function grouped(value: string, places: number): string {
  const negative = value.startsWith('-')
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.')
  const parts = whole.replace(/\B(?=(\d{3})+$)/gu, ',')
  const tail = fraction.padEnd(places, '0')
  return `${negative ? '-' : ''}${parts}${tail === '' ? '' : `.${tail}`}`
}
