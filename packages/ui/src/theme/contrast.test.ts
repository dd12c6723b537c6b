import { expect, test } from 'vitest'
import { tintNames, tintOf } from './tints.ts'
import { type Mode, tokens } from './tokens.ts'

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const modes: readonly Mode[] = ['light', 'dark']

test.each(modes)('%s: every text is readable on page, surface and hover', (mode) => {
  const t = tokens[mode]
  for (const text of [t.text, t.secondary, t.primary, t.danger, t.warning, t.success, t.placeholder]) {
    for (const ground of [t.page, t.surface, t.raised]) {
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.4)
    }
  }
  for (const ground of [t.page, t.surface, t.raised])
    expect(contrast(t.outline, ground), `outline on ${ground}`).toBeGreaterThanOrEqual(3)
  for (const ground of [t.primary, t.danger, t.success]) {
    expect(contrast(t.onPrimary, ground)).toBeGreaterThanOrEqual(4.5)
  }
})

test.each(modes)('%s: every tint carries its text', (mode) => {
  for (const name of tintNames) {
    const { ground, text } = tintOf(name, mode)
    expect(contrast(text, ground), name).toBeGreaterThanOrEqual(4.5)
  }
})
