import { expect, it } from 'vitest'
import { nps, npsAnchors, npsGroup } from './field.ts'

const field = { key: 'f', label: 'f', type: 'nps' }
const read = (input: never): unknown => {
  const result = nps.parse(input, { field, locale: 'zh', timeZone: 'UTC' })
  return result.ok ? result.value : result.code
}

it('takes whole marks from 0 to 10, as people write them', () => {
  expect(['9分', '9/10', '９', 9, '0', '', null].map((one) => read(one as never))).toEqual([
    9,
    9,
    9,
    9,
    0,
    null,
    null,
  ])
  for (const wrong of ['11', -1, 1.5, 'x', true]) expect(typeof read(wrong as never)).toBe('string')
})

it('knows the three groups and what the ends say', () => {
  expect([0, 6, 7, 8, 9, 10].map(npsGroup)).toEqual([
    'detractor',
    'detractor',
    'passive',
    'passive',
    'promoter',
    'promoter',
  ])
  expect(npsAnchors(field).high.zh).toBe('非常可能')
  expect(npsAnchors({ ...field, settings: { low: '差' } }).low).toEqual({ zh: '差', en: '差' })
})
