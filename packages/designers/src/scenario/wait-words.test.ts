import { translate } from '@mortise/ui'
import { expect, test } from 'vitest'
import { deedWord } from '../flow/trial/deed-words.ts'
import { messages as trialMessages } from '../flow/trial/messages.ts'
import { messages } from './messages.ts'
import { waitWords } from './wait-words.ts'

test('waiting is told in days and hours, and what nobody named is told without its code', () => {
  const t = translate(messages, 'zh')
  const from = '2026-03-09T01:00:00.000Z'
  expect(waitWords(t, from, '2026-03-10T01:00:00.000Z')).toBe('1 天')
  expect(waitWords(t, from, '2026-03-10T03:05:00.000Z')).toBe('1 天 2 小时')
  expect(waitWords(t, from, '2026-03-09T01:00:10.000Z')).toBe('1 分钟')
  expect(deedWord(translate(trialMessages, 'zh'), 'someNewCommand')).toBe('处理')
})
