import type { AttributionModel } from '@mortise/schema'

/** The ways of sharing credit, in the order they are shown in. */
export const models: readonly {
  readonly key: AttributionModel
  readonly label: { readonly zh: string; readonly en: string }
}[] = [
  { key: 'first', label: { zh: '首次触点', en: 'First touch' } },
  { key: 'last', label: { zh: '末次触点', en: 'Last touch' } },
  { key: 'linear', label: { zh: '线性均分', en: 'Shared equally' } },
  { key: 'position', label: { zh: '首尾为主', en: 'First and last most' } },
  { key: 'decay', label: { zh: '时间衰减', en: 'The later the more' } },
]

/** Half of a touch's weight is gone after so many days. */
export const halfLife = 7
const day = 86_400_000

const weights: { readonly [M in AttributionModel]: (at: number, times: readonly number[]) => number } = {
  first: (at) => (at === 0 ? 1 : 0),
  last: (at, times) => (at === times.length - 1 ? 1 : 0),
  linear: () => 1,
  position: (at, times) => {
    if (times.length <= 2) return 1
    return at === 0 || at === times.length - 1 ? 0.4 : 0.2 / (times.length - 2)
  },
  decay: (at, times) => 2 ** (((times[at] ?? 0) - (times.at(-1) ?? 0)) / day / halfLife),
}

/**
 * The share of each touch of one conversion, earliest first, by when they were (in milliseconds). Shares make one,
 * whatever the model.
 */
export function creditOf(model: AttributionModel, times: readonly number[]): readonly number[] {
  const raw = times.map((_, at) => weights[model](at, times))
  const whole = raw.reduce((sum, one) => sum + one, 0)
  return raw.map((one) => one / whole)
}
