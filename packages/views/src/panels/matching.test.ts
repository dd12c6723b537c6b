import { describe, expect, it } from 'vitest'
import { matches } from './matching.ts'

const sounds: { readonly [letter: string]: string } = {
  线: 'xian',
  索: 'suo',
  报: 'bao',
  价: 'jia',
  单: 'dan',
}
const spell = (text: string): readonly string[] => [...text].map((letter) => sounds[letter] ?? letter)

describe('a name and what was typed', () => {
  it('meet by letters, by sound and by first letters', () => {
    for (const typed of ['线', 'xiansuo', 'xian suo', 'xs', 'XS', 'suo', ''])
      expect(matches('线索', typed, spell), typed).toBe(true)
    expect(matches('报价单', 'jiadan', spell)).toBe(true)
    expect(matches('报价单', 'bjd', spell)).toBe(true)
  })

  it('do not meet inside a syllable, or where nothing fits', () => {
    for (const typed of ['an', 'sx', 'xsx', '报']) expect(matches('线索', typed, spell), typed).toBe(false)
  })

  it('meet by letters while the sounds are on their way', () => {
    expect(matches('Leads', 'lea', undefined)).toBe(true)
    expect(matches('线索', 'xs', undefined)).toBe(false)
  })
})
