import { expect, test } from 'vitest'
import { freshKey } from './keys.ts'

test('a key is spelled out of a name in either language', () => {
  expect(freshKey('客户类型', [], 'field')).toBe('ke_hu_lei_xing')
  expect(freshKey('Lead source', [], 'field')).toBe('lead_source')
  expect(freshKey('2026年目标', [], 'field')).toMatch(/^[a-z][a-z0-9_]*$/)
})

test('a taken key gets a number, and nothing to spell falls back', () => {
  expect(freshKey('来源', ['lai_yuan'], 'field')).toBe('lai_yuan_2')
  expect(freshKey('！？', ['field_1'], 'field')).toBe('field_2')
})

test('a long name fits', () => {
  expect(freshKey('非常'.repeat(60), [], 'field').length).toBeLessThanOrEqual(48)
})
