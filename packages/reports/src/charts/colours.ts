import type { ChartTheme } from '../define.ts'

function channels(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

/** A colour between two: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [channels(from), channels(to)]
  return `#${a
    .map((value, at) => Math.round(value + ((b[at] ?? value) - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

/** How light a colour is to the eye, from 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const part = value / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** The colour of words that stand on a colour: that of the page or that of text, whichever is read better there. */
export function readableOn(theme: ChartTheme, colour: string): string {
  return contrast(theme.surface, colour) >= contrast(theme.text, colour) ? theme.surface : theme.text
}

/** The colour of the ramp at a place from 0 to 1. */
export function rampAt(theme: ChartTheme, place: number): string {
  return mix(theme.surface, theme.series[0] ?? theme.text, 0.1 + 0.9 * place)
}

/** From little to much: one hue that grows stronger, which every eye can order. */
export function ramp(theme: ChartTheme): readonly string[] {
  const full = theme.series[0] ?? theme.text
  return [0.1, 0.4, 0.7, 1].map((share) => mix(theme.surface, full, share))
}

/** Colours of more and of less: blue and brick, which colour-blind readers tell apart. */
export function signs(theme: ChartTheme): { readonly more: string; readonly less: string } {
  return { more: theme.series[0] ?? theme.text, less: theme.series[3] ?? theme.text }
}

/** Colours of series in their order: those of the theme, and as many paler ones after them. */
export function palette(theme: ChartTheme): readonly string[] {
  return [...theme.series, ...theme.series.map((one) => mix(theme.surface, one, 0.55))]
}

/** A colour of the series order; after the last it begins again. */
export function seriesColour(theme: ChartTheme, at: number): string {
  const colours = palette(theme)
  return colours[at % colours.length] ?? theme.text
}

/** Where a value lies between the smallest and the largest, from 0 to 1. */
export function between(value: number, [low, high]: readonly [number, number]): number {
  return high === low ? 1 : (value - low) / (high - low)
}

/** Smallest and largest of values; nulls don't count, no value at all gives zeros. */
export function extent(values: readonly (number | null)[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value === null) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return low > high ? [0, 0] : [low, high]
}
