import { describe, expect, it } from 'vitest'
import { antdTheme } from './antd-theme.ts'

describe('the theme of the controls', () => {
  it('has no motion for people who asked the system for none', () => {
    expect(antdTheme('light', { touch: false, still: true }).token?.motion).toBe(false)
    expect(antdTheme('dark', { touch: false, still: false }).token?.motion).toBe(true)
  })

  it('has controls large enough for a finger', () => {
    expect(antdTheme('light', { touch: true, still: false }).token?.controlHeight).toBe(44)
  })
})
