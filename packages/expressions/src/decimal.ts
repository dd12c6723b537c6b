/*
 * Exact decimals. Values stay plain JSON: a whole number in the safe range is a JavaScript number, everything
 * else is a canonical decimal string (no exponent, no trailing zeros, no `-0`). All functions take both forms
 * and JavaScript fractions such as 0.1 (read as the shortest decimal they print as), and give the canonical form.
 */

/** A number as JSON: a JavaScript number, or a decimal string where a number would be inexact. */
export type DecimalValue = number | string

/** A decimal as `units / 10^scale`. */
export type Decimal = { readonly units: bigint; readonly scale: number }

/** Decimals kept by a division; the same in JavaScript and in SQL. */
export const divisionScale: number = 20

const plain = /^([+-]?)(\d+)(?:\.(\d+))?$/
const scientific = /^([+-]?\d+(?:\.\d+)?)[eE]([+-]?\d{1,4})$/

/** Reads a value as a decimal; undefined when it is no number (`''`, `12abc`, NaN, Infinity, null). */
export function parseDecimal(value: unknown): Decimal | undefined {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 }
    return Number.isFinite(value) ? parseText(String(value)) : undefined
  }
  return typeof value === 'string' ? parseText(value) : undefined
}

function parseText(text: string): Decimal | undefined {
  const match = plain.exec(text)
  if (match) {
    const fraction = match[3] ?? ''
    const units = BigInt(`${match[2]}${fraction}`)
    return { units: match[1] === '-' ? -units : units, scale: fraction.length }
  }
  const exponent = scientific.exec(text)
  if (!exponent) return undefined
  const base = parseText(exponent[1] ?? '')
  return base && shift(base, Number(exponent[2]))
}

function shift(value: Decimal, power: number): Decimal {
  const scale = value.scale - power
  return scale >= 0 ? { units: value.units, scale } : { units: value.units * 10n ** BigInt(-scale), scale: 0 }
}

/** Writes a decimal in the canonical form: a safe whole number as `number`, else a string. */
export function decimalValue(value: Decimal): DecimalValue {
  let { units, scale } = value
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n
    scale -= 1
  }
  if (scale > 0) return placePoint(units, scale)
  const asNumber = Number(units)
  return Number.isSafeInteger(asNumber) ? asNumber : units.toString()
}

function placePoint(units: bigint, scale: number): string {
  if (scale <= 0) return units.toString()
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const cut = digits.length - scale
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`
}

/** Whether a value can be read as a number. */
export function isDecimal(value: unknown): value is DecimalValue {
  return Number.isSafeInteger(value) || parseDecimal(value) !== undefined
}

/** The canonical form of a number; null when the value is no number. */
export function canonicalDecimal(value: unknown): DecimalValue | null {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : (value as number)
  const parsed = parseDecimal(value)
  return parsed === undefined ? null : decimalValue(parsed)
}

function read(value: DecimalValue): Decimal {
  const parsed = parseDecimal(value)
  if (parsed === undefined) throw new RangeError(`not a number: ${String(value)}`)
  return parsed
}

function align(a: Decimal, b: Decimal): readonly [bigint, bigint, number] {
  if (a.scale === b.scale) return [a.units, b.units, a.scale]
  if (a.scale < b.scale) return [a.units * 10n ** BigInt(b.scale - a.scale), b.units, b.scale]
  return [a.units, b.units * 10n ** BigInt(a.scale - b.scale), a.scale]
}

/** a + b, exact. */
export function addDecimal(a: DecimalValue, b: DecimalValue): DecimalValue {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = a + b
    if (Number.isSafeInteger(sum)) return sum
  }
  const [x, y, scale] = align(read(a), read(b))
  return decimalValue({ units: x + y, scale })
}

/** a − b, exact. */
export function subtractDecimal(a: DecimalValue, b: DecimalValue): DecimalValue {
  return addDecimal(a, negateDecimal(b))
}

/** a × b, exact. */
export function multiplyDecimal(a: DecimalValue, b: DecimalValue): DecimalValue {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const product = a * b
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product
  }
  const x = read(a)
  const y = read(b)
  return decimalValue({ units: x.units * y.units, scale: x.scale + y.scale })
}

/** Whole quotient, rounded half away from zero. */
function divideRounded(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n
  const n = a < 0n ? -a : a
  const d = b < 0n ? -b : b
  const quotient = (2n * n + d) / (2n * d)
  return negative ? -quotient : quotient
}

/** a ÷ b rounded half away from zero to `scale` decimals (default 20); null when b is 0. */
export function divideDecimal(
  a: DecimalValue,
  b: DecimalValue,
  scale: number = divisionScale,
): DecimalValue | null {
  const x = read(a)
  const y = read(b)
  if (y.units === 0n) return null
  const power = scale + y.scale - x.scale
  const top = power >= 0 ? x.units * 10n ** BigInt(power) : x.units
  const bottom = power >= 0 ? y.units : y.units * 10n ** BigInt(-power)
  return decimalValue({ units: divideRounded(top, bottom), scale })
}

/** Remainder of a ÷ b with the sign of a; null when b is 0. */
export function remainderDecimal(a: DecimalValue, b: DecimalValue): DecimalValue | null {
  const [x, y, scale] = align(read(a), read(b))
  return y === 0n ? null : decimalValue({ units: x % y, scale })
}

/** Rounds half away from zero to `digits` decimals; negative digits round to tens, hundreds, … */
export function roundDecimal(value: DecimalValue, digits: number = 0): DecimalValue {
  const { units, scale } = read(value)
  if (scale <= digits) return decimalValue({ units, scale })
  const rounded = divideRounded(units, 10n ** BigInt(scale - digits))
  return decimalValue(shift({ units: rounded, scale: 0 }, -digits))
}

/** −a. */
export function negateDecimal(value: DecimalValue): DecimalValue {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value === 0 ? 0 : -value
  const { units, scale } = read(value)
  return decimalValue({ units: -units, scale })
}

/** |a|. */
export function absDecimal(value: DecimalValue): DecimalValue {
  return compareDecimal(value, 0) < 0 ? negateDecimal(value) : decimalValue(read(value))
}

/** The greatest whole number not above the value. */
export function floorDecimal(value: DecimalValue): DecimalValue {
  const { units, scale } = read(value)
  const one = 10n ** BigInt(scale)
  const cut = units / one
  return decimalValue({ units: units < 0n && cut * one !== units ? cut - 1n : cut, scale: 0 })
}

/** The smallest whole number not below the value. */
export function ceilDecimal(value: DecimalValue): DecimalValue {
  return negateDecimal(floorDecimal(negateDecimal(value)))
}

/** −1, 0 or 1 by value, so `1` and `"1.00"` are equal. */
export function compareDecimal(a: DecimalValue, b: DecimalValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  const [x, y] = align(read(a), read(b))
  return x < y ? -1 : x > y ? 1 : 0
}

/** a to a whole power; negative powers divide (20 decimals), null for 0 to a negative power. */
export function powDecimal(value: DecimalValue, exponent: number): DecimalValue | null {
  const { units, scale } = read(value)
  const times = Math.abs(exponent)
  const power = decimalValue({ units: units ** BigInt(times), scale: scale * times })
  return exponent < 0 ? divideDecimal(1, power) : power
}

/**
 * Writes a number with a fixed count of decimals (rounded half away from zero), without grouping:
 * `formatDecimal("2.5", 2)` is `"2.50"`. Without `digits`: as many as the value has.
 */
export function formatDecimal(value: DecimalValue, digits?: number): string {
  if (digits === undefined) return String(decimalValue(read(value)))
  const { units, scale } = read(roundDecimal(value, digits))
  return placePoint(units * 10n ** BigInt(digits - scale), digits)
}

/** The value as a JavaScript number, for charts and widths; may be inexact. */
export function decimalToNumber(value: DecimalValue): number {
  return typeof value === 'number' ? value : Number(value)
}
