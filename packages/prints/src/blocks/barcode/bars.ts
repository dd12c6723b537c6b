/** Bars of a code, left to right: place and width of each, and the width of all, in modules. */
export type Bars = {
  readonly modules: number
  readonly bars: readonly { readonly at: number; readonly width: number }[]
}

/** Bars from widths in turn, a bar first, then a gap, and so on. */
export function barsFromWidths(widths: readonly number[]): Bars {
  const bars: { at: number; width: number }[] = []
  let at = 0
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) bars.push({ at, width })
    at += width
  }
  return { modules: at, bars }
}

/** Bars from single modules, 1 for dark and 0 for clear. */
export function barsFromModules(modules: string): Bars {
  const bars = [...modules.matchAll(/1+/g)].map(({ 0: run, index }) => ({ at: index, width: run.length }))
  return { modules: modules.length, bars }
}

/** An SVG of bars, stretched to the wanted size in points, so that it stays sharp on every printer. */
export function barsSvg({ modules, bars }: Bars, width: number, height: number): string {
  const rects = bars.map((bar) => `<rect x="${bar.at}" y="0" width="${bar.width}" height="1"/>`).join('')
  const box = `viewBox="0 0 ${modules} 1" preserveAspectRatio="none"`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${box} fill="#000">${rects}</svg>`
}
