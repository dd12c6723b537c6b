import { type Mode, tokens } from '@mortise/ui'

type Rgb = readonly [number, number, number]

const rgbOf = (hex: string): Rgb => {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}
const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`.toUpperCase()
const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(rgbOf(a)), luminance(rgbOf(b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

/** The colours of a page that has a colour of its own. */
export type PageColors = {
  readonly primary: string
  readonly onPrimary: string
  readonly tint: string
}

const enough = 4.6
const white = '#FFFFFF'
const black = '#000000'

/**
 * Takes the colour somebody chose and moves it towards black or white until texts in it can be read on the page and on
 * its own tint, and texts on it too. Whatever was chosen, the page stays readable.
 */
export function pageColors(color: string | undefined, mode: Mode): PageColors {
  const set = tokens[mode]
  if (color === undefined || !/^#[0-9a-f]{6}$/i.test(color))
    return { primary: set.primary, onPrimary: set.onPrimary, tint: set.primaryTint }
  const towards = rgbOf(mode === 'dark' ? white : black)
  const tintOf = (one: string): string =>
    hexOf(mix(rgbOf(set.surface), rgbOf(one), mode === 'dark' ? 0.2 : 0.09))
  const isRead = (one: string): boolean =>
    [set.surface, set.page, tintOf(one)].every((ground) => contrast(one, ground) >= enough)
  let primary = color
  for (let share = 0; share <= 1 && !isRead(primary); share += 0.04)
    primary = hexOf(mix(rgbOf(color), towards, share))
  const onPrimary = contrast(primary, white) >= enough ? white : set.onPrimary
  const tint = tintOf(primary)
  return { primary, onPrimary: contrast(primary, onPrimary) >= enough ? onPrimary : black, tint }
}
