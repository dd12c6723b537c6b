import { expect, test } from 'vitest'
import { soundsLike } from './sounds-like.ts'

test('a name is found by its signs, its sound and its first letters', () => {
  expect(['明细', 'mingxi', 'mx', 'MX', ''].map((typed) => soundsLike('明细子表 subtable', typed))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ])
  expect(soundsLike('明细子表', 'jine')).toBe(false)
  expect(soundsLike('Sub-table', 'tab')).toBe(true)
})
