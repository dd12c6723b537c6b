import { expect, test } from 'vitest'
import { lastDays } from './filters.tsx'

test('today is the day of the workspace', () => {
  const late = Date.parse('2026-03-09T17:30:00.000Z')
  expect(lastDays(30, 'Asia/Shanghai', late)).toEqual({ from: '2026-02-09', to: '2026-03-10' })
  expect(lastDays(30, 'America/New_York', late)).toEqual({ from: '2026-02-08', to: '2026-03-09' })
})
