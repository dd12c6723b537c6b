import { tokens } from '@mortise/ui'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrast, pageColors } from './colors.ts'

it.each(['light', 'dark'] as const)('%s: whatever colour is chosen, everything can be read', (mode) => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(hex, (color) => {
      const { primary, onPrimary, tint } = pageColors(color, mode)
      expect(contrast(primary, tokens[mode].surface)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(primary, tokens[mode].page)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(primary, tint)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(primary, onPrimary)).toBeGreaterThanOrEqual(4.5)
    }),
    { numRuns: 2000 },
  )
})

it('leaves a colour alone that can be read as it is', () => {
  expect(pageColors('#1F6F5C', 'light').primary).toBe('#1F6F5C')
})
