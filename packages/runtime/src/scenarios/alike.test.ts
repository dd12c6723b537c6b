import { expect, it } from 'vitest'
import { alike } from './alike.ts'

it('compares numbers as numbers and texts as texts', () => {
  expect(alike('12.50', 12.5)).toBe(true)
  expect(alike('12.5', '12.50')).toBe(true)
  expect(alike('0.1', 0.2)).toBe(false)
  expect(alike('hot', 'hot')).toBe(true)
  expect(alike('hot', 'warm')).toBe(false)
  expect(alike(null, 0)).toBe(false)
  expect(alike(undefined, null)).toBe(false)
})

it('asks of objects only what the expectation names, of lists every item', () => {
  expect(alike([{ amount: '950.00', qty: '10' }, { amount: '1' }], [{ amount: 950 }, { amount: 1 }])).toBe(
    true,
  )
  expect(alike([{ amount: 1 }], [])).toBe(false)
  expect(alike([{ amount: 1 }], [{ total: 1 }])).toBe(false)
  expect(alike('text', ['text'])).toBe(false)
})
