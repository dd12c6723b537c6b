import { describe, expect, it } from 'vitest'
import { email } from '../email/field.ts'
import { reading } from '../shared/testing.ts'
import { url } from '../url/field.ts'
import { text } from './field.ts'
import { patternProblem } from './pattern.ts'

describe('text', () => {
  it('keeps every byte, but for what can’t be stored', () => {
    const read = reading(text, { maxLength: 5 })
    expect([' a ', '𠮷𠮷𠮷𠮷𠮷', '\u00a0', 7].map(read)).toEqual([' a ', '𠮷𠮷𠮷𠮷𠮷', '\u00a0', '7'])
    expect(['123456', 'a\u0000b', '\ud800', true].map(read)).toEqual([
      '<FIELD_TOO_LONG>',
      '<FIELD_NUL>',
      '<FIELD_NUL>',
      '<FIELD_KIND>',
    ])
  })

  it('tidies only when told to', () => {
    expect(reading(text, { normalise: 'nfkc' })(' Ａ１ ')).toBe('A1')
    expect(reading(text, { normalise: 'trim' })('   ')).toBeNull()
  })

  it('holds to a pattern as a whole, and never to one that may take for ever', () => {
    const read = reading(text, { pattern: '[A-Z]{2}\\d+' })
    expect(['AB12', 'xAB12', 'AB'].map(read)).toEqual(['AB12', '<FIELD_PATTERN>', '<FIELD_PATTERN>'])
    expect(reading(text, { pattern: '((a*)b?)*c', maxLength: 4000 })('a'.repeat(4000))).toBe(
      '<FIELD_PATTERN>',
    )
    expect(['(a)\\1', '(', 'x'.repeat(501), '\\d{3}-\\d{4}', '(?:ab)?c'].map(patternProblem)).toEqual([
      'syntax',
      'syntax',
      'long',
      undefined,
      undefined,
    ])
  })
})

describe('addresses', () => {
  it('of mail are made plain, wrong ones refused', () => {
    const read = reading(email)
    expect(['Zhang.San＠Example.COM', ' a@b.cn '].map(read)).toEqual(['Zhang.San@example.com', 'a@b.cn'])
    expect(['a@b', 'a b@c.cn', '@c.cn', 'a@@c.cn', 'a.@c.cn'].map(read)).toEqual(
      Array(5).fill('<FIELD_EMAIL>'),
    )
  })

  it('of the web get their scheme, and only the web’s', () => {
    const read = reading(url)
    expect(['example.com/a?b', 'HTTP://x.cn', 'ｗｗｗ.例子.中国'].map(read)).toEqual([
      'https://example.com/a?b',
      'http://x.cn',
      'https://www.例子.中国',
    ])
    expect(
      ['javascript:alert(1)', 'data:text/html,x', 'ftp://x.cn', 'two words.cn', 'https://x.cn/<b>'].map(read),
    ).toEqual(Array(5).fill('<FIELD_URL>'))
  })
})
