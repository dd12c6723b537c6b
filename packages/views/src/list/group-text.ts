import type { Bucket } from './shape.ts'

const texts: { readonly [B in Bucket]: (date: string, locale: 'zh' | 'en') => string } = {
  day: (date) => date,
  week: (date, locale) => (locale === 'zh' ? `${date} 起的一周` : `Week of ${date}`),
  month: (date) => date.slice(0, 7),
  quarter: (date, locale) => {
    const quarter = Math.ceil(Number(date.slice(5, 7)) / 3)
    return locale === 'zh' ? `${date.slice(0, 4)} 年第 ${quarter} 季度` : `${date.slice(0, 4)} Q${quarter}`
  },
  year: (date) => date.slice(0, 4),
}

/** A part of the year by its first day: 2026-03, 2026 Q1. */
export function bucketText(date: string, bucket: Bucket, locale: 'zh' | 'en'): string {
  return texts[bucket](date.slice(0, 10), locale)
}
