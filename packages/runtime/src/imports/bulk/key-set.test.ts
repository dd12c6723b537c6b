import { describe, expect, it } from 'vitest'
import { keySet } from './key-set.ts'

const keyOf = (at: number): string => `0\u0000EX-${String(at).padStart(8, '0')}`

/** How many of so many different keys look as if they had been there. */
function mistakes(expected: number, keys: number): number {
  const { seen } = keySet(expected)
  let found = 0
  for (let at = 0; at < keys; at += 1) if (seen(keyOf(at))) found += 1
  return found
}

describe('the set of keys of a large file', () => {
  it('finds every key that was there, however many more there are than it was made for', () => {
    const { seen } = keySet(1_000)
    for (let at = 0; at < 50_000; at += 1) seen(keyOf(at))
    for (let at = 0; at < 50_000; at += 1) expect(seen(keyOf(at))).toBe(true)
  })

  it('takes no key for another as long as they are as many as it was made for', () => {
    expect(mistakes(300_000, 300_000)).toBe(0)
  })

  it('takes few for another when they are twice as many', () => {
    expect(mistakes(100_000, 200_000)).toBeLessThan(200)
  })

  it('tells keys apart that differ in one sign, at any place', () => {
    const { seen } = keySet(10_000)
    for (const letters of ['张三', '李四', 'a', 'ab', 'abc', 'abd', 'bbc', 'aabc', '', '\u0000', '0\u0000'])
      expect(seen(letters), JSON.stringify(letters)).toBe(false)
  })
})
