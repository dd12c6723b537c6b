import { expect, it } from 'vitest'
import { withWording, wordingIn } from './wording.ts'

it('words written once stay one, until they are written in the other language too', () => {
  const zh = { locale: 'zh', screen: 'zh' } as const
  const en = { locale: 'en', screen: 'zh' } as const
  expect(withWording('你好', '您好', zh)).toBe('您好')
  const both = withWording('你好', 'Hello', en)
  expect(both).toEqual({ zh: '你好', en: 'Hello' })
  expect(withWording(both, '您好', zh)).toEqual({ zh: '您好', en: 'Hello' })
  expect([wordingIn(both, 'en'), wordingIn('你好', 'en'), wordingIn(undefined, 'zh')]).toEqual([
    'Hello',
    '你好',
    '',
  ])
})
