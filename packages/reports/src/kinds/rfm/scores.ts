/** What is known of a customer: days since the last order, how many there were, and for how much. */
export type Buyer = { readonly recency: number; readonly frequency: number; readonly monetary: number }

/** 1 to 5 each; 5 is the most recent, the most often, the most money. */
export type Scores = { readonly r: number; readonly f: number; readonly m: number }

/** Least values of the scores 2 to 5. */
type Limits = readonly number[]

/**
 * Fifths by the share of others that are less: equal values have equal scores, however many they are. Cutting a sorted
 * list into five would put customers with the same figures into different fifths.
 */
export function fifths(values: readonly number[]): (value: number) => number {
  const sorted = values.toSorted((a, b) => a - b)
  const first = new Map<number, number>()
  for (const [at, value] of sorted.entries()) if (!first.has(value)) first.set(value, at)
  const others = Math.max(1, sorted.length - 1)
  return (value) => 1 + Math.min(4, Math.floor((5 * (first.get(value) ?? 0)) / others))
}

const reached =
  (limits: Limits) =>
  (value: number): number =>
    1 + limits.filter((limit) => value >= limit).length
/** Fewer days are better: the limits fall. */
const within =
  (limits: Limits) =>
  (value: number): number =>
    1 + limits.filter((limit) => value <= limit).length

/** Scores every customer among all of them, or by limits that are given. */
export function scoresOf(
  buyers: readonly Buyer[],
  limits: { readonly recency?: Limits; readonly frequency?: Limits; readonly monetary?: Limits } = {},
): readonly Scores[] {
  const { recency, frequency, monetary } = limits
  const nearness = fifths(buyers.map((one) => -one.recency))
  const r = recency === undefined ? (days: number): number => nearness(-days) : within(recency)
  const f = frequency === undefined ? fifths(buyers.map((one) => one.frequency)) : reached(frequency)
  const m = monetary === undefined ? fifths(buyers.map((one) => one.monetary)) : reached(monetary)
  return buyers.map((one) => ({ r: r(one.recency), f: f(one.frequency), m: m(one.monetary) }))
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)

/** The eight kinds of customers in their order: important first, and by what to do for them. */
export const segments: readonly {
  readonly value: string
  readonly label: { readonly zh: string; readonly en: string }
}[] = [
  { value: 'important_value', label: { zh: '重要价值客户', en: 'Important, valuable' } },
  { value: 'important_develop', label: { zh: '重要发展客户', en: 'Important, to develop' } },
  { value: 'important_keep', label: { zh: '重要保持客户', en: 'Important, to keep' } },
  { value: 'important_win', label: { zh: '重要挽留客户', en: 'Important, to win back' } },
  { value: 'general_value', label: { zh: '一般价值客户', en: 'General, valuable' } },
  { value: 'general_develop', label: { zh: '一般发展客户', en: 'General, to develop' } },
  { value: 'general_keep', label: { zh: '一般保持客户', en: 'General, to keep' } },
  { value: 'general_win', label: { zh: '一般挽留客户', en: 'General, to win back' } },
]

/** The kind of each customer: whether each of the scores reaches the mean of all. */
export function segmentsOf(scores: readonly Scores[]): readonly string[] {
  const [r, f, m] = [
    mean(scores.map((one) => one.r)),
    mean(scores.map((one) => one.f)),
    mean(scores.map((one) => one.m)),
  ]
  return scores.map((one) => {
    const high = one.m >= m ? 'important' : 'general'
    if (one.r >= r) return `${high}_${one.f >= f ? 'value' : 'develop'}`
    return `${high}_${one.f >= f ? 'keep' : 'win'}`
  })
}
