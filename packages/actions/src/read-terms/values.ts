import { chineseNumber, chineseSigns, moved } from './numbers.ts'

/** What kind of value stands behind a term. */
export type TermKind = 'amount' | 'days' | 'percent' | 'date' | 'text'

/** A value and where it stands in the text. */
export type FoundValue = { readonly value: string | number; readonly at: number; readonly end: number }

/** One way to write a kind of value; `read` gives undefined for what only looks like it. */
type Writing = {
  readonly pattern: RegExp
  readonly read: (groups: readonly (string | undefined)[]) => string | number | undefined
}

const number = String.raw`(\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?)`
const signs = `([${chineseSigns}]{1,24})`
const scales: { readonly [unit: string]: number } = { 万: 4, 萬: 4, 亿: 8, million: 6 }

function amountIn(words: string | undefined, unit: string | undefined): string | undefined {
  return words === undefined ? undefined : moved(words, scales[unit?.toLowerCase() ?? ''] ?? 0)
}

const amount: readonly Writing[] = [
  {
    pattern: new RegExp(
      String.raw`(?:[¥￥$€]|RMB|CNY|USD|EUR|人民币)[\s:：]{0,3}${number}\s{0,2}(万|萬|亿|million)?`,
      'gi',
    ),
    read: ([, words, unit]) => amountIn(words, unit),
  },
  {
    pattern: new RegExp(
      String.raw`${number}\s{0,2}(万|萬|亿|million)?\s{0,2}(?:元|圆|yuan|RMB|CNY|USD|EUR|dollars)`,
      'gi',
    ),
    read: ([, words, unit]) => amountIn(words, unit),
  },
  {
    pattern: new RegExp(`${signs}(?:元|圆)`, 'g'),
    read: ([, words = '']) => chineseNumber(words)?.toString(),
  },
]

const dayUnits = String.raw`(?:个?\s{0,2}(?:工作日|自然日|日历日|日|天)|(?:calendar|business|working)?\s{0,2}days?)`
const monthUnits = String.raw`(?:个月|months?)`

const days: readonly Writing[] = [
  {
    pattern: new RegExp(String.raw`(\d{1,4})\s{0,2}(?:\(\d{1,4}\)\s{0,2})?${dayUnits}`, 'gi'),
    read: ([, words]) => Number(words),
  },
  { pattern: new RegExp(`${signs}${dayUnits}`, 'g'), read: ([, words = '']) => chineseNumber(words) },
  { pattern: new RegExp(String.raw`月结\s{0,2}(\d{1,3})`, 'g'), read: ([, words]) => Number(words) },
  { pattern: /\bnet\s{0,2}(\d{1,3})\b/gi, read: ([, words]) => Number(words) },
  {
    pattern: new RegExp(String.raw`(\d{1,2})\s{0,2}${monthUnits}`, 'gi'),
    read: ([, words]) => Number(words) * 30,
  },
  {
    pattern: new RegExp(`${signs}个月`, 'g'),
    read: ([, words = '']) => {
      const months = chineseNumber(words)
      return months === undefined ? undefined : months * 30
    },
  },
]

const parts: { readonly [unit: string]: number } = { 百: -2, 千: -3, 万: -4 }

const percent: readonly Writing[] = [
  {
    pattern: new RegExp(String.raw`${number}\s{0,2}(?:%|percent|per cent)`, 'gi'),
    read: ([, words = '']) => moved(words, -2),
  },
  { pattern: new RegExp(String.raw`${number}\s{0,2}‰`, 'g'), read: ([, words = '']) => moved(words, -3) },
  {
    pattern: new RegExp(String.raw`([百千万])分之\s{0,2}(?:${number}|([${chineseSigns}]{1,12}))`, 'g'),
    read: ([, of = '', words, chinese = '']) => {
      const count = words ?? chineseNumber(chinese)?.toString()
      return count === undefined ? undefined : moved(count, parts[of] ?? 0)
    },
  },
]

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthWords = `(${months.join('|')})[a-z]{0,6}`

/** A day that there is; undefined for the 31st of April. */
function dayOf(year: string | undefined, month: number, day: string | undefined): string | undefined {
  const made = new Date(Date.UTC(Number(year), month - 1, Number(day)))
  const real = made.getUTCMonth() === month - 1 && made.getUTCDate() === Number(day)
  return real ? made.toISOString().slice(0, 10) : undefined
}
const monthOf = (word: string | undefined): number =>
  months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1

const date: readonly Writing[] = [
  {
    pattern: /(\d{4})\s{0,2}年\s{0,2}(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}日/g,
    read: ([, year, month, day]) => dayOf(year, Number(month), day),
  },
  {
    pattern: /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/g,
    read: ([, year, month, day]) => dayOf(year, Number(month), day),
  },
  {
    pattern: new RegExp(
      String.raw`\b${monthWords}\.?\s{1,2}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(\d{4})\b`,
      'gi',
    ),
    read: ([, month, day, year]) => dayOf(year, monthOf(month), day),
  },
  {
    pattern: new RegExp(
      String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s{1,2}${monthWords}\.?,?\s{1,2}(\d{4})\b`,
      'gi',
    ),
    read: ([, day, month, year]) => dayOf(year, monthOf(month), day),
  },
]

const text: readonly Writing[] = [
  { pattern: /[:：\s]{0,3}([^。；;\n]{1,200})/g, read: ([, words = '']) => words.trim() || undefined },
]

const writings: { readonly [kind in TermKind]: readonly Writing[] } = { amount, days, percent, date, text }

/** Every value of a kind in a text, in order; of two that overlap the longer one. */
export function valuesIn(words: string, kind: TermKind): readonly FoundValue[] {
  const found = writings[kind].flatMap(({ pattern, read }) =>
    [...words.matchAll(pattern)].flatMap((match) => {
      const value = read(match)
      return value === undefined ? [] : [{ value, at: match.index, end: match.index + match[0].length }]
    }),
  )
  const sorted = found.toSorted((a, b) => a.at - b.at || b.end - a.end)
  return sorted.filter(
    (one) =>
      !sorted.some(
        (other) =>
          other !== one &&
          other.at <= one.at &&
          other.end >= one.end &&
          other.end - other.at > one.end - one.at,
      ),
  )
}
