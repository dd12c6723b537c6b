import { listed } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { formatDate, isDatePattern } from './date-pattern.ts'
import { formatNumber, numberValue } from './number-pattern.ts'

const yesNo = { zh: { true: '是', false: '否' }, en: { true: 'Yes', false: 'No' } }

/** A value without a pattern, as a person writes it. Empty values give ''. */
export function plainText(value: Json, locale: 'zh' | 'en'): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return yesNo[locale][value ? 'true' : 'false']
  if (Array.isArray(value))
    return listed(
      value.map((one: Json) => plainText(one, locale)),
      locale,
    )
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * Writes a value by a pattern, a date pattern for dates, a number pattern for numbers. A value that the pattern is not
 * for stands as it is: a wrong pattern must not lose what a contract says.
 */
export function formatPattern(
  value: Json,
  pattern: string,
  given: { readonly locale: 'zh' | 'en'; readonly timeZone: string },
): string {
  if (value === null || value === '') return ''
  if (pattern === '') return plainText(value, given.locale)
  if (isDatePattern(pattern)) {
    const text = typeof value === 'string' ? formatDate(value, pattern, given.timeZone) : undefined
    return text ?? plainText(value, given.locale)
  }
  const number = numberValue(value)
  return number === null ? plainText(value, given.locale) : formatNumber(number, pattern)
}
