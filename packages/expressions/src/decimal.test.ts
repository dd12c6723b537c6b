import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDecimal,
  canonicalDecimal,
  ceilDecimal,
  compareDecimal,
  type DecimalValue,
  divideDecimal,
  floorDecimal,
  formatDecimal,
  isDecimal,
  multiplyDecimal,
  negateDecimal,
  parseDecimal,
  powDecimal,
  remainderDecimal,
  roundDecimal,
  subtractDecimal,
} from './decimal.ts'

/** The value as a fraction of whole numbers: the truth the module is held against. */
type Fraction = { readonly top: bigint; readonly bottom: bigint }
const fraction = (value: DecimalValue): Fraction => {
  const { units, scale } = parseDecimal(value) ?? { units: 0n, scale: 0 }
  return { top: units, bottom: 10n ** BigInt(scale) }
}
const same = (a: Fraction, b: Fraction): boolean => a.top * b.bottom === b.top * a.bottom

const decimal: fc.Arbitrary<DecimalValue> = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 12 }))
    .map(([units, scale]) => {
      const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
      const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
      return units < 0n ? `-${text}` : text
    }),
)
const pair = fc.tuple(decimal, decimal)
const check = (law: (a: DecimalValue, b: DecimalValue) => boolean): void =>
  fc.assert(
    fc.property(pair, ([a, b]) => law(a, b)),
    { numRuns: 500 },
  )

describe('decimals', () => {
  it('add, subtract and multiply as fractions do', () => {
    check((a, b) => {
      const [x, y] = [fraction(a), fraction(b)]
      const sum = { top: x.top * y.bottom + y.top * x.bottom, bottom: x.bottom * y.bottom }
      const product = { top: x.top * y.top, bottom: x.bottom * y.bottom }
      return (
        same(fraction(addDecimal(a, b)), sum) &&
        same(fraction(multiplyDecimal(a, b)), product) &&
        compareDecimal(subtractDecimal(addDecimal(a, b), b), a) === 0
      )
    })
  })

  it('divides to within half of the last decimal, ties away from zero', () => {
    check((a, b) => {
      const quotient = divideDecimal(a, b, 6)
      if (quotient === null) return compareDecimal(b, 0) === 0
      const error = subtractDecimal(multiplyDecimal(quotient, b), a)
      const [x, y] = [fraction(error), fraction(b)]
      const absolute = (n: bigint): bigint => (n < 0n ? -n : n)
      // |q·b − a| ≤ |b| / 2 · 10⁻⁶
      return absolute(x.top) * 2_000_000n * y.bottom <= absolute(y.top) * x.bottom
    })
    expect([divideDecimal(1, 8, 2), divideDecimal(-1, 8, 2), divideDecimal(1, 0)]).toEqual([
      '0.13',
      '-0.13',
      null,
    ])
  })

  it('keeps a = b·q + r with the sign of a', () => {
    check((a, b) => {
      const rest = remainderDecimal(a, b)
      if (rest === null) return compareDecimal(b, 0) === 0
      const sign = compareDecimal(rest, 0)
      return sign === 0 || sign === compareDecimal(a, 0)
    })
  })

  it('rounds half away from zero and never past a neighbour', () => {
    expect([2.5, -2.5, 1.005, -0.5, 0.49].map((n) => roundDecimal(n))).toEqual([3, -3, 1, -1, 0])
    expect([roundDecimal(1.005, 2), roundDecimal(1250, -2), roundDecimal('0.1', 3)]).toEqual([
      '1.01',
      1300,
      '0.1',
    ])
    check((a) => compareDecimal(floorDecimal(a), a) <= 0 && compareDecimal(ceilDecimal(a), a) >= 0)
  })

  it('has one form for each value', () => {
    check((a, b) => {
      const sum = addDecimal(a, b)
      return (
        canonicalDecimal(sum) === sum && addDecimal(b, a) === sum && negateDecimal(negateDecimal(sum)) === sum
      )
    })
    expect(['1.50', '1.0', '-0', '007', 1e21, 1e-7, '9007199254740993'].map(canonicalDecimal)).toEqual([
      '1.5',
      1,
      0,
      7,
      '1000000000000000000000',
      '0.0000001',
      '9007199254740993',
    ])
  })

  it('writes a fixed count of decimals', () => {
    expect([
      formatDecimal('2.5', 2),
      formatDecimal(-0.004, 2),
      formatDecimal(1, 0),
      formatDecimal('0.10'),
    ]).toEqual(['2.50', '0.00', '1', '0.1'])
    expect([powDecimal('1.1', 3), powDecimal(2, -2), powDecimal(0, -1)]).toEqual(['1.331', '0.25', null])
  })

  it('refuses what is no number', () => {
    for (const wrong of ['', ' 1', '12abc', '0x10', 'Infinity', Number.NaN, null, true, [1], '1.', '.5'])
      expect(isDecimal(wrong)).toBe(false)
  })
})
