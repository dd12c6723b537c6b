import { canonical, shift } from './decimal.ts'
import { plain } from './results.ts'

const units: { readonly [unit: string]: number } = {
  '': 0,
  千: 3,
  万: 4,
  百万: 6,
  千万: 7,
  亿: 8,
  '%': -2,
  '‰': -3,
}
const currency = '(?:CNY|RMB|USD|EUR|GBP|HKD|JPY|人民币|[¥$€£])?'
const words = new RegExp(
  `^([+-]?)${currency}([+-]?)([\\d,.]+(?:e[+-]?\\d{1,2})?)(千万|百万|[千万亿%‰]|)(?:元|圆)?$`,
  'iu',
)

/**
 * A number as people write it: `1,234.56`, `￥1,234.56`, `1.2万`, `3.45亿`, `15%`, `(1,234.00)` for negative, full-width
 * digits. Thousands separators must stand where they belong, so that `1,5` is never taken for 15. Undefined when it is
 * no number.
 */
export function numberFromText(input: string): string | undefined {
  if (input.length > 200) return undefined
  const text = plain(input).replace(/[\s_]/gu, '').replaceAll('−', '-')
  const inner = /^\((.*)\)$/u.exec(text)?.[1]
  const positive = readPositive(inner ?? text)
  if (positive === undefined) return undefined
  return inner === undefined || positive === '0' ? positive : negated(positive)
}

function readPositive(text: string): string | undefined {
  const match = words.exec(text)
  if (match === null) return undefined
  const [, outer = '', inner = '', digits = '', unit = ''] = match
  if (outer !== '' && inner !== '') return undefined
  if (digits.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/u.test(digits)) return undefined
  const number = canonical(tidy(digits.replaceAll(',', '')))
  if (number === undefined) return undefined
  const moved = shift(number, units[unit] ?? 0)
  return outer === '-' || inner === '-' ? negated(moved) : moved
}

// `.5` and `5.` are numbers to people.
const tidy = (digits: string): string => digits.replace(/^\./u, '0.').replace(/\.(?=$|e)/iu, '')

const negated = (value: string): string => {
  if (value === '0') return value
  return value.startsWith('-') ? value.slice(1) : `-${value}`
}
