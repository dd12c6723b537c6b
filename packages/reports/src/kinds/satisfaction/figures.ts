/** One answer: who gave it, when (in milliseconds), and the score; without a score nobody answered. */
export type Answer = {
  readonly who: string | null
  readonly at: number | null
  readonly score: number | null
}

const day = 86_400_000

/** Of each customer only the first answer within 24 hours; what is not known to be of one customer stays. */
export function onceADay<A extends Answer>(answers: readonly A[]): readonly A[] {
  const last = new Map<string, number>()
  return answers
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
    .filter(({ who, at, score }) => {
      if (who === null || at === null || score === null) return true
      const before = last.get(who)
      if (before !== undefined && at - before < day) return false
      last.set(who, at)
      return true
    })
}

/** What was asked and answered, taken together. */
export type Figures = {
  readonly asked: number
  readonly answered: number
  readonly response: number | null
  readonly average: number | null
  /** Of answers: those who would recommend, and those who would not (NPS), or are content (CSAT). */
  readonly high: number
  readonly low: number
  readonly nps: number | null
  readonly error: number | null
  readonly csat: number | null
}

/** Works the figures out; of no answers there are none. */
export function figuresOf(answers: readonly Answer[], scale: 'nps' | 'csat'): Figures {
  const scores = answers.flatMap((one) => one.score ?? [])
  const n = scores.length
  const [least, most] = scale === 'nps' ? [9, 6] : [4, 2]
  const high = scores.filter((one) => one >= least).length
  const low = scores.filter((one) => one <= most).length
  const part = (count: number): number | null => (n === 0 ? null : count / n)
  const [p, d] = [high / Math.max(1, n), low / Math.max(1, n)]
  return {
    asked: answers.length,
    answered: n,
    response: answers.length === 0 ? null : n / answers.length,
    average: n === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / n,
    high,
    low,
    nps: n === 0 ? null : 100 * (p - d),
    error: n === 0 ? null : 100 * Math.sqrt((p + d - (p - d) ** 2) / n),
    csat: part(high),
  }
}
