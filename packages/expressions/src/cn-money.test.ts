import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chineseAmount } from './cn-money.ts'

// The examples of the rules for payment documents; where two forms are allowed, one is chosen.
const examples: readonly (readonly [number | string, string])[] = [
  [0, '零元整'],
  [0.05, '伍分'],
  ['0.50', '伍角整'],
  [10, '壹拾元整'],
  [325.04, '叁佰贰拾伍元零肆分'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  [6007.14, '陆仟零柒元壹角肆分'],
  [1680.32, '壹仟陆佰捌拾元叁角贰分'],
  [16409.02, '壹万陆仟肆佰零玖元零贰分'],
  [107000.53, '壹拾万柒仟元零伍角叁分'],
  [10010.01, '壹万零壹拾元零壹分'],
  [100001, '壹拾万零壹元整'],
  [100000000, '壹亿元整'],
  [100010000, '壹亿零壹万元整'],
  [100001000, '壹亿零壹仟元整'],
  ['-12.30', '负壹拾贰元叁角整'],
  ['-0.001', '零元整'],
  [1.005, '壹元零壹分'],
]

it.each(examples)('writes %s as %s', (amount, text) => expect(chineseAmount(amount)).toBe(text))

const digitOf: { readonly [sign: string]: bigint } = Object.fromEntries(
  [...'零壹贰叁肆伍陆柒捌玖'].map((sign, index) => [sign, BigInt(index)]),
)
const placeOf: { readonly [sign: string]: bigint } = { 拾: 10n, 佰: 100n, 仟: 1000n }

/** Reads an amount back, in fen. */
function readAmount(text: string): bigint {
  let [fen, total, group, digit] = [0n, 0n, 0n, 0n]
  for (const sign of text.replace(/^负|整$/g, '')) {
    if (digitOf[sign] !== undefined) digit = digitOf[sign]
    else if (placeOf[sign] !== undefined) [group, digit] = [group + digit * placeOf[sign], 0n]
    else if (sign === '万') [total, group, digit] = [total + (group + digit) * 10_000n, 0n, 0n]
    else if (sign === '亿') [total, group, digit] = [(total + group + digit) * 100_000_000n, 0n, 0n]
    else if (sign === '元') [fen, digit] = [(total + group + digit) * 100n, 0n]
    else [fen, digit] = [fen + digit * (sign === '角' ? 10n : 1n), 0n]
  }
  return text.startsWith('负') ? -fen : fen
}

it('can be read back to the same amount and never doubles a zero', () => {
  const amount = fc.oneof(
    fc.bigInt(-(10n ** 14n), 10n ** 14n),
    fc.bigInt(0n, 9n).map((n) => n * 1_000_010n),
  )
  fc.assert(
    fc.property(amount, (fen) => {
      const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0')
      const text = chineseAmount(`${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`)
      expect(text).not.toMatch(/零零/)
      expect(readAmount(text)).toBe(fen)
    }),
    { numRuns: 1000 },
  )
})
