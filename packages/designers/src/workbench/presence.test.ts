import { expect, test } from 'vitest'
import { nobody, noted, presentAt } from './presence.ts'

const lin = { window: 'w1', user: 'u1', name: '林', id: 'form/lead.edit' }

test('somebody is there from their first word until they leave, or say nothing for long', () => {
  const here = noted(nobody, { ...lin, now: 0, here: true, at: '名称' })
  expect(presentAt(here, lin.id, 10)).toMatchObject([{ name: '林', at: '名称' }])
  expect(presentAt(here, lin.id, 60_000)).toEqual([])
  expect(presentAt(noted(here, { ...lin, now: 5, here: false }), lin.id, 10)).toEqual([])
})

test('a person with two windows is one person, and stays while one of them is open', () => {
  const two = noted(noted(nobody, { ...lin, now: 0, here: true }), {
    ...lin,
    window: 'w2',
    now: 0,
    here: true,
  })
  expect(presentAt(two, lin.id, 1)).toHaveLength(1)
  expect(presentAt(noted(two, { ...lin, now: 1, here: false }), lin.id, 2)).toHaveLength(1)
})
