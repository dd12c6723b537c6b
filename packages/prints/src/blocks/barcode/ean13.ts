import { type Bars, barsFromModules } from './bars.ts'

/** Modules of the digits 0–9 on the left half, in set A; sets B and C are made of it. */
const setA = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ')

/** Sets of the six left digits, by the first digit of the number, which has no bars of its own. */
const leftSets = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ')

const inverted = (modules: string): string => [...modules].map((one) => (one === '1' ? '0' : '1')).join('')

const sets: { readonly [set: string]: (digit: number) => string } = {
  A: (digit) => setA[digit] ?? '',
  B: (digit) => [...inverted(setA[digit] ?? '')].toReversed().join(''),
  C: (digit) => inverted(setA[digit] ?? ''),
}

/** The check digit behind twelve digits: three times every second one, filled up to the next ten. */
function checkDigit(digits: readonly number[]): number {
  const sum = digits.reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}

/** The thirteen digits of a number of goods; twelve get their check digit. Undefined when it is none. */
export function ean13Digits(text: string): readonly number[] | undefined {
  if (!/^\d{12,13}$/.test(text)) return undefined
  const digits = [...text].map(Number)
  const body = digits.slice(0, 12)
  const check = checkDigit(body)
  return digits.length === 12 || digits[12] === check ? [...body, check] : undefined
}

/** An EAN-13 number as bars, as in ISO/IEC 15420; undefined when it is no such number or its check digit is wrong. */
export function ean13Bars(text: string): Bars | undefined {
  const digits = ean13Digits(text)
  if (digits === undefined) return undefined
  const [first = 0, ...rest] = digits
  const left = rest.slice(0, 6).map((digit, at) => sets[leftSets[first]?.[at] ?? 'A']?.(digit) ?? '')
  const right = rest.slice(6).map((digit) => sets['C']?.(digit) ?? '')
  return barsFromModules(['101', ...left, '01010', ...right, '101'].join(''))
}
