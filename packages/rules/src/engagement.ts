import type { ScoreDocument } from '@mortise/schema'

type Engagement = Omit<NonNullable<ScoreDocument['engagement']>, 'field'>

/** Points of behaviour at one moment; what they are at any later one follows from this alone. */
export type EngagementState = {
  readonly points: number
  /** ISO instant. */
  readonly at: string
}

/** Points that behaviour of one kind has given already. */
export type Given = { readonly today: number; readonly inWindow: number }

const dayMs = 86_400_000

/** Nothing anybody did yet. */
export function noEngagement(at: string): EngagementState {
  return { points: 0, at }
}

/**
 * What points are worth later. By half-life they are half after so many days; by steps they lose a fixed number each time
 * so many days pass without anything new, down to none.
 */
export function pointsAt(state: EngagementState, decay: Engagement['decay'], at: string): number {
  const passed = Math.max(0, Date.parse(at) - Date.parse(state.at)) / dayMs
  if (decay === undefined || state.points <= 0) return state.points
  if (decay.type === 'halfLife') return state.points * 2 ** (-passed / decay.days)
  return Math.max(0, state.points - decay.by * Math.floor(passed / decay.days))
}

/** What one more behaviour of a kind gives, after what its caps leave. */
export function pointsFor(document: Engagement, kind: string, given: Given): number {
  const row = document.kinds.find((one) => one.kind === kind)
  if (row === undefined) return 0
  const size = Math.abs(row.points)
  const left = Math.min(
    size,
    (row.perDay ?? Infinity) - Math.abs(given.today),
    (row.window?.points ?? Infinity) - Math.abs(given.inWindow),
  )
  return Math.sign(row.points) * Math.max(0, left)
}

/** The state after a behaviour: what is left of the old points, and the new ones. */
export function engaged(
  state: EngagementState,
  document: Engagement,
  of: { readonly points: number; readonly at: string },
): EngagementState {
  // What is noted late counts from when it was noted on: nothing goes back in time.
  const at = of.at < state.at ? state.at : of.at
  return { points: Math.max(0, pointsAt(state, document.decay, at) + of.points), at }
}

/**
 * When points fall below a number by themselves; null when they never do. So nobody has to look at every record every
 * night: one time is set, and moved by the next behaviour.
 */
export function crossingAt(state: EngagementState, decay: Engagement['decay'], below: number): string | null {
  if (decay === undefined || below <= 0 || state.points < below) return null
  const start = Date.parse(state.at)
  if (decay.type === 'step') {
    if (decay.by <= 0) return null
    const steps = Math.floor((state.points - below) / decay.by) + 1
    return new Date(start + steps * decay.days * dayMs).toISOString()
  }
  let at = Math.ceil(start + decay.days * dayMs * Math.log2(state.points / below))
  // Rounding may leave it a hair above: the first millisecond below is meant.
  while (pointsAt(state, decay, new Date(at).toISOString()) >= below) at += 1
  return new Date(at).toISOString()
}
