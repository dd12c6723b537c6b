/** Customers of a group: active at the start of a period, and those of them that left in it. */
export type Left = { readonly active: number; readonly left: number }

/** A part of a whole; of nothing there is no part. */
export function rateOf({ left, active }: Left): number | null {
  return active === 0 ? null : left / active
}

/** What a value has to do with a change of the rate. */
export type Cause = {
  readonly rate: number | null
  readonly share: number | null
  readonly lift: number | null
  readonly mix: number
  readonly effect: number
}

/**
 * Takes the change of a rate between two periods apart: by more or fewer customers of a value (mix), and by more or fewer
 * of them leaving (effect). Over all values of a field both together are the whole change.
 */
export function causeOf(
  own: { readonly now: Left; readonly before: Left },
  all: { readonly now: Left; readonly before: Left },
): Cause {
  const [rate, whole] = [rateOf(own.now), rateOf(all.now)]
  const wholeBefore = rateOf(all.before) ?? 0
  // A value that nobody had before came with the rate of everybody.
  const before = rateOf(own.before) ?? wholeBefore
  const [weight, weightBefore] = [own.now, own.before].map((one, at) => {
    const { active } = at === 0 ? all.now : all.before
    return active === 0 ? 0 : one.active / active
  }) as [number, number]
  return {
    rate,
    share: all.now.left === 0 ? null : own.now.left / all.now.left,
    lift: rate === null || !whole ? null : rate / whole,
    mix: (weight - weightBefore) * (before - wholeBefore),
    effect: weight * ((rate ?? before) - before),
  }
}

/** How far a rate lies above an earlier one, in standard errors; null where chance can't be told. */
export function beyondChance(now: Left, before: Left): number | null {
  const [rate, earlier] = [rateOf(now), rateOf(before)]
  if (rate === null || earlier === null) return null
  const pooled = (now.left + before.left) / (now.active + before.active)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.active + 1 / before.active))
  return error === 0 ? null : (rate - earlier) / error
}

/** Whether that is worth an alarm: enough customers, a rate above the threshold, and more than chance would do. */
export function alarms(now: Left, before: Left, threshold: number): boolean {
  const far = beyondChance(now, before)
  return (rateOf(now) ?? 0) > threshold && now.active >= 30 && far !== null && far > 1.96
}

/** Groups taken together. */
export function together(groups: readonly Left[]): Left {
  return groups.reduce((all, one) => ({ active: all.active + one.active, left: all.left + one.left }), {
    active: 0,
    left: 0,
  })
}
