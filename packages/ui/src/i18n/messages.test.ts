import { expect, test } from 'vitest'
import { messages } from '../messages.ts'
import { translate } from './create-messages.ts'
import { untranslated } from './untranslated.ts'

test('every message has both languages with the same places', () => {
  expect(untranslated(messages)).toEqual([])
})

test('places are filled', () => {
  expect(translate(messages, 'zh')('minutesAgo', { n: 5 })).toBe('5 分钟前')
})
