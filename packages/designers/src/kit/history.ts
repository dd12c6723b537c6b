/**
 * Undo and redo over immutable values: each step keeps the value before it, and values share all that did not change,
 * so that hundreds of steps cost little. Plain data and pure functions; the hook around them is `useDraft`.
 */
export type History<Value> = {
  readonly present: Value
  readonly past: readonly Step<Value>[]
  readonly future: readonly Step<Value>[]
  /** The value last known to be kept; dirty means `present` is another. */
  readonly kept: Value
}

type Step<Value> = { readonly value: Value; readonly label: string; readonly merge?: string | undefined }

/** What a step is called, and whether it flows into the one before (typing into one box is one step). */
export type CommitOptions = { readonly label: string; readonly merge?: string | undefined }

/** Steps that can be taken back. */
const longest = 1000

/** A history that begins with a value. */
export function createHistory<Value>(value: Value): History<Value> {
  return { present: value, past: [], future: [], kept: value }
}

/** Takes a step. The same value is no step; a step with the `merge` word of the last one flows into it. */
export function commit<Value>(history: History<Value>, next: Value, options: CommitOptions): History<Value> {
  if (Object.is(next, history.present)) return history
  const last = history.past.at(-1)
  const flows = options.merge !== undefined && last?.merge === options.merge && history.future.length === 0
  const past = flows
    ? history.past
    : [...history.past.slice(-longest + 1), { value: history.present, ...options }]
  return { ...history, present: next, past, future: [] }
}

/** Takes the last step back. */
export function undo<Value>(history: History<Value>): History<Value> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return {
    ...history,
    present: last.value,
    past: history.past.slice(0, -1),
    future: [{ ...last, value: history.present }, ...history.future],
  }
}

/** Takes a step again that was taken back. */
export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return {
    ...history,
    present: next.value,
    past: [...history.past, { ...next, value: history.present }],
    future,
  }
}

/** Takes the last step back for good, if it is of this `merge` word: a move that was called off. */
export function dropStep<Value>(history: History<Value>, merge: string): History<Value> {
  const last = history.past.at(-1)
  if (last === undefined || last.merge !== merge) return history
  return { ...history, present: last.value, past: history.past.slice(0, -1) }
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
