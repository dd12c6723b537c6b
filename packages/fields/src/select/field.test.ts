import { expect, it } from 'vitest'
import { multiselect } from '../multiselect/field.ts'
import { reading } from '../shared/testing.ts'
import { select } from './field.ts'

const options = [
  { value: 'won', label: { zh: '赢单', en: 'Closed won' } },
  { value: 'lost', label: { zh: '输单', en: 'Lost' } },
  { value: 'ab', label: '甲，乙' },
]

it('takes values and labels of both languages, and suggests the nearest', () => {
  const read = reading(select, { options })
  expect(['won', '赢单', 'CLOSED WON', ' ｌｏｓｔ ', '甲，乙'].map(read)).toEqual([
    'won',
    'won',
    'won',
    'lost',
    'ab',
  ])
  const wrong = select.parse('losst', {
    field: { key: 'f', label: 'f', type: 'select', settings: { options } },
    locale: 'en',
    timeZone: 'UTC',
  })
  expect(wrong).toMatchObject({ ok: false, message: { en: expect.stringContaining('did you mean “lost”') } })
})

it('takes several, sorted and once each', () => {
  const read = reading(multiselect, { options })
  expect(['赢单、输单', 'won, lost;won', ['lost', 'won', 'lost'], '甲，乙', []].map(read)).toEqual([
    ['lost', 'won'],
    ['lost', 'won'],
    ['lost', 'won'],
    ['ab'],
    null,
  ])
  expect(read('won, maybe')).toBe('<FIELD_OPTION>')
})
