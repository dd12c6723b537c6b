import { parseDate } from '@mortise/expressions'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)

/** What a resident identity number tells of its holder. */
export type ResidentFacts = { readonly birthday: string; readonly sex: 'male' | 'female' }

/**
 * Birthday and sex of a resident identity number (GB 11643); undefined when the number is none: wrong form, province,
 * birthday or check digit.
 */
export function residentFacts(number: string): ResidentFacts | undefined {
  if (!/^[1-9]\d{16}[\dX]$/u.test(number) || !provinces.has(number.slice(0, 2))) return undefined
  const birthday = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (parseDate(birthday) === undefined || birthday < '1850-01-01') return undefined
  const sum = weights.reduce((all, weight, index) => all + weight * Number(number[index]), 0)
  if ('10X98765432'[sum % 11] !== number[17]) return undefined
  return { birthday, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' }
}

const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Whether a text is a unified social credit code (GB 32100): form and check digit. */
export function isCreditCode(code: string): boolean {
  if (!/^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/u.test(code)) return false
  const digits = [...code].map((letter) => creditLetters.indexOf(letter))
  const sum = creditWeights.reduce((all, weight, index) => all + weight * (digits[index] ?? 0), 0)
  return (31 - (sum % 31)) % 31 === digits[17]
}
