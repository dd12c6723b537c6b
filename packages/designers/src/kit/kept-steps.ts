import type { History } from './history.ts'

/** What of a history outlasts the page: states one after the other, and what led from each to the next. */
export type KeptSteps<Value> = {
  readonly states: readonly Value[]
  /** One less than states. */
  readonly labels: readonly string[]
  /** Which of them stood when it was kept. */
  readonly at: number
}

/** The last steps of a history, and those that were taken back; undefined where there are none. */
export function keptSteps<Value>(history: History<Value>, most: number): KeptSteps<Value> | undefined {
  const { past, present, future, shifts } = history
  const [before, after] = [past.slice(-most), future.slice(0, most)]
  if (before.length === 0 && after.length === 0) return undefined
  const now = ({ value, seen }: (typeof past)[number]): Value =>
    shifts.slice(seen).reduce((one, shift) => shift(one), value)
  return {
    states: [...before.map(now), present, ...after.map(now)],
    labels: [...before, ...after].map(({ label }) => label),
    at: before.length,
  }
}

/**
 * A history that goes on where one was left, if `now` is one of its states: steps behind it (those that were never saved)
 * can be taken again. Undefined where things have moved on since. `onto` gives a state with all that `now` shares with
 * the one that stood there.
 */
export function resumeSteps<Value>(
  { states, labels, at: left }: KeptSteps<Value>,
  now: Value,
  {
    alike,
    onto,
  }: {
    readonly alike: (state: Value) => boolean
    readonly onto: (state: Value, found: Value) => Value
  },
): History<Value> | undefined {
  // The state that was left, else the nearest before it, else one that was taken back.
  const order = [...states.keys()].toSorted((a, b) => rank(a, left) - rank(b, left))
  const at = order.find((index) => alike(states[index] as Value))
  if (at === undefined) return undefined
  const found = states[at] as Value
  const step = (state: Value, label: string | undefined): History<Value>['past'][number] => ({
    value: onto(state, found),
    label: label ?? '',
    seen: 0,
  })
  return {
    present: now,
    past: states.slice(0, at).map((state, index) => step(state, labels[index])),
    future: states.slice(at + 1).map((state, index) => step(state, labels[at + index])),
    kept: now,
    shifts: [],
  }
}

const rank = (index: number, left: number): number => (index <= left ? left - index : 1e6 + index)
