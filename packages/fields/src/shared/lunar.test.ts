import { addDays, formatDate } from '@mortise/expressions'
import { Solar } from 'lunar-typescript'
import { expect, it } from 'vitest'
import { fromLunar, lunarFromText, lunarWords, nextLunarBirthday, toLunar } from './lunar.ts'

it('agrees with a calendar library on every day of two centuries, and leads back', () => {
  let date = { year: 1900, month: 1, day: 31 }
  const wrong: string[] = []
  for (let count = 0; date.year < 2101; count += 1) {
    const text = formatDate(date) ?? ''
    const mine = toLunar(text)
    // Every seventh day is asked of the library, and all of them of our own way back.
    if (count % 7 === 0) {
      const other = Solar.fromYmd(date.year, date.month, date.day).getLunar()
      const month = mine && (mine.leap ? -mine.month : mine.month)
      if (mine?.year !== other.getYear() || month !== other.getMonth() || mine.day !== other.getDay())
        wrong.push(text)
    }
    if (mine === undefined || fromLunar(mine) !== text) wrong.push(text)
    date = addDays(date, 1)
  }
  expect(wrong).toEqual([])
})

it('reads what it writes, and what people write', () => {
  const lunar = { year: 2025, month: 6, leap: true, day: 23 }
  expect(lunarWords(lunar, 'zh')).toBe('农历2025年闰六月廿三')
  for (const locale of ['zh', 'en'] as const) expect(lunarFromText(lunarWords(lunar, locale))).toEqual(lunar)
  expect(lunarFromText('农历1985-6-13')).toEqual({ year: 1985, month: 6, leap: false, day: 13 })
  expect(lunarFromText('阴历1985年腊月三十')).toEqual({ year: 1985, month: 12, leap: false, day: 30 })
  expect(lunarFromText('1985-06-13')).toBeUndefined()
})

it('finds the next birthday, in years without the leap month and in short months too', () => {
  // Born on 闰六月初一 2025; 2026 has no such month.
  expect(nextLunarBirthday('2025-07-25', '2025-07-26')).toBe(
    fromLunar({ year: 2026, month: 6, leap: false, day: 1 }),
  )
  expect(nextLunarBirthday('2025-07-25', '2025-07-25')).toBe('2025-07-25')
  const new_year_eve = fromLunar({ year: 2023, month: 12, leap: false, day: 30 }) ?? ''
  expect(nextLunarBirthday(new_year_eve, '2025-01-20')).toBe(
    fromLunar({ year: 2024, month: 12, leap: false, day: 29 }),
  )
})
