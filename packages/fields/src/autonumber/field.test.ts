import { expect, it } from 'vitest'
import { autonumberPeriod, formatAutonumber, isAutonumberPattern } from './pattern.ts'

const at = { now: '2026-03-04T16:30:00.000Z', timeZone: 'Asia/Shanghai' }

it('writes numbers by the local day, wide counters in full', () => {
  expect(formatAutonumber('XS-{yyyyMMdd}-{0000}', 7, at)).toBe('XS-20260305-0007')
  expect(formatAutonumber('{yyMM}{00}', 12345, at)).toBe('260312345')
})

it('counts by period', () => {
  expect((['never', 'year', 'month', 'day'] as const).map((reset) => autonumberPeriod(reset, at))).toEqual([
    '',
    '2026',
    '2026-03',
    '2026-03-05',
  ])
})

it('knows patterns that give each number once', () => {
  expect(['{0000}', 'A{yyyy}-{000}', 'A', '{0}{0}', '{mm}{00}', '{00'].map(isAutonumberPattern)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
