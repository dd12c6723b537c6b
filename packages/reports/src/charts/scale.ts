import type { Json } from '@mortise/expressions'
import type { ChartTheme } from '../define.ts'

/** The bar that says which colour stands for how much; its ends are the smallest and the largest value there is. */
export function colourScale(
  theme: ChartTheme,
  given: {
    readonly range: readonly [number, number]
    readonly colours: readonly string[]
    /** A value as the ends of the bar say it. */
    readonly say: (value: number) => string
  },
): Json {
  const [low, high] = given.range
  return {
    // Where all values are alike there is nothing to tell apart, and the bar would name a number nobody counted.
    show: low !== high,
    min: low,
    max: low === high ? low + 1 : high,
    orient: 'horizontal',
    left: 'center',
    bottom: 0,
    itemWidth: 10,
    itemHeight: 96,
    calculable: false,
    text: [given.say(high), given.say(low)],
    inRange: { color: low === high ? [given.colours.at(-1) ?? ''] : given.colours },
    textStyle: { color: theme.secondary, fontSize: 11 },
  }
}
