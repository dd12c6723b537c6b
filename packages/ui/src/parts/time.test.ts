import { expect, test } from 'vitest'
import { groupDigits, shortNumber } from './numbers.ts'
import { relativeDate, relativeTime } from './time.tsx'

const options = { now: Date.parse('2026-03-05T04:00:00Z'), timeZone: 'Asia/Shanghai', locale: 'zh' as const }

test('times are relative when near, by the calendar of the workspace', () => {
  expect(relativeTime('2026-03-05T03:55:00Z', options)).toBe('5 分钟前')
  expect(relativeTime('2026-03-04T15:30:00Z', options)).toBe('昨天 23:30')
  expect(relativeTime('2026-03-04T16:40:00Z', options)).toBe('11 小时前')
  expect(relativeTime('2025-12-01T00:00:00Z', options)).toBe('2025-12-01')
})

test('dates are relative within a week', () => {
  expect(relativeDate('2026-03-06', options)).toBe('明天')
  expect(relativeDate('2026-03-08', options)).toBe('3 天后')
  expect(relativeDate('2026-06-08', options)).toBe('06-08')
})

test('numbers keep every digit in tables and are short on tiles', () => {
  expect(groupDigits('-12345678901234567890.50')).toBe('-12,345,678,901,234,567,890.50')
  expect(shortNumber(12_000, 'zh')).toBe('1.2万')
  expect(shortNumber(345_000_000, 'zh')).toBe('3.45亿')
  expect(shortNumber(12_300, 'en')).toBe('12.3K')
})
