/** Bars of the digits 0–9 in the three sets of EAN-13, as in ISO/IEC 15420; 1 is a bar. */
const left = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ')
const inverted = (bars: string): string => [...bars].map((bar) => (bar === '1' ? '0' : '1')).join('')
const mirrored = (bars: string): string => [...bars].toReversed().join('')
const right = left.map(inverted)
const even = right.map(mirrored)
/** By the first digit, which of the next six are of the even set. */
const parity = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ')

/** The check digit of twelve digits. */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}

/** The bars of an EAN-13 of twelve digits, or of thirteen with the right check digit; undefined for everything else. */
export function ean13Bars(text: string): { readonly bars: string; readonly digits: string } | undefined {
  if (!/^\d{12,13}$/u.test(text)) return undefined
  const digits = `${text.slice(0, 12)}${checkDigit(text.slice(0, 12))}`
  if (text.length === 13 && text !== digits) return undefined
  const sets = parity[Number(digits[0])] ?? ''
  const first = Array.from(digits.slice(1, 7), (digit, at) => (sets[at] === 'A' ? left : even)[Number(digit)])
  const last = Array.from(digits.slice(7), (digit) => right[Number(digit)])
  return { bars: `101${first.join('')}01010${last.join('')}101`, digits }
}
