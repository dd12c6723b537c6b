/**
 * Undo and redo over immutable values, without end: each step keeps the value before it, and values share all that did
 * not change, so that thousands of steps cost little. Plain data and pure functions; the hook around them is `useDraft`.
 */
export type History<Value> = {
  readonly present: Value
  readonly past: readonly Step<Value>[]
  readonly future: readonly Step<Value>[]
  /** The value last known to be kept; dirty means `present` is another. */
  readonly kept: Value
  /** Edits of others since the beginning, in order: steps kept from before get them when they are gone back to. */
  readonly shifts: readonly Shift<Value>[]
}

/** Brings a value of the past up to what somebody else changed meanwhile. */
export type Shift<Value> = (value: Value) => Value

type Step<Value> = {
  readonly value: Value
  readonly label: string
  readonly merge?: string | undefined
  /** How many shifts the value has seen. */
  readonly seen: number
}

/** What a step is called, and whether it flows into the one before (typing into one box is one step). */
export type CommitOptions = { readonly label: string; readonly merge?: string | undefined }

/** A history that begins with a value. */
export function createHistory<Value>(value: Value): History<Value> {
  return { present: value, past: [], future: [], kept: value, shifts: [] }
}

/** Takes a step. The same value is no step; a step with the `merge` word of the last one flows into it. */
export function commit<Value>(history: History<Value>, next: Value, options: CommitOptions): History<Value> {
  if (Object.is(next, history.present)) return history
  const last = history.past.at(-1)
  const flows = options.merge !== undefined && last?.merge === options.merge && history.future.length === 0
  const past = flows ? history.past : [...history.past, stepOf(history, options)]
  return { ...history, present: next, past, future: [] }
}

function stepOf<Value>({ present, shifts }: History<Value>, { label, merge }: CommitOptions): Step<Value> {
  return { value: present, label, merge, seen: shifts.length }
}

function valueOf<Value>({ shifts }: History<Value>, { value, seen }: Step<Value>): Value {
  return shifts.slice(seen).reduce((now, shift) => shift(now), value)
}

/** Takes the last step back. */
export function undo<Value>(history: History<Value>): History<Value> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return {
    ...history,
    present: valueOf(history, last),
    past: history.past.slice(0, -1),
    future: [stepOf(history, last), ...history.future],
  }
}

/** Takes a step again that was taken back. */
export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return {
    ...history,
    present: valueOf(history, next),
    past: [...history.past, stepOf(history, next)],
    future,
  }
}

/** Takes in what somebody else changed. It is no step of ours: undo takes back what we did and leaves theirs. */
export function rebase<Value>(history: History<Value>, shift: Shift<Value>): History<Value> {
  const present = shift(history.present)
  return Object.is(present, history.present)
    ? history
    : { ...history, present, shifts: [...history.shifts, shift] }
}

/** Takes the last step back for good, if it is of this `merge` word: a move that was called off. */
export function dropStep<Value>(history: History<Value>, merge: string): History<Value> {
  const last = history.past.at(-1)
  if (last === undefined || last.merge !== merge) return history
  return { ...history, present: valueOf(history, last), past: history.past.slice(0, -1) }
}

/** Ends a step that others would flow into: the next edit is a step of its own. */
export function seal<Value>(history: History<Value>): History<Value> {
  const last = history.past.at(-1)
  if (last?.merge === undefined) return history
  return { ...history, past: [...history.past.slice(0, -1), { ...last, merge: undefined }] }
}

/** Says that the present value is kept. */
export function keep<Value>(history: History<Value>): History<Value> {
  return history.kept === history.present ? history : { ...history, kept: history.present }
}

/** Whether the present differs from what is kept. */
export function isDirty<Value>(history: History<Value>): boolean {
  return !Object.is(history.present, history.kept)
}
