import type { Expression, Json } from '../types.ts'

/** A stretch of the text; `at` and `length` count UTF-16 units. */
export type Span = { readonly at: number; readonly length: number }

/** Where the parts of a parsed expression stand in its text. */
export type Places = {
  /** Notes where a list or call stands, and its items or arguments. */
  readonly note: (value: Json, own: Span, parts: readonly Span[]) => void
  /** Stretches of the parts of what was noted before. */
  readonly partsOf: (value: Json) => readonly Span[]
  /** The stretch that a JSON pointer of the checker leads to; of the nearest part around it where it leads further. */
  readonly find: (expression: Expression, pointer: string) => Span | undefined
}

type Noted = { readonly own: Span; readonly parts: readonly Span[] }

/** Makes an empty record of places. */
export function newPlaces(): Places {
  const noted = new WeakMap<object, Noted>()
  const at = (value: Json): Noted | undefined =>
    typeof value === 'object' && value !== null ? noted.get(value) : undefined
  return {
    note: (value, own, parts) => {
      if (typeof value === 'object' && value !== null) noted.set(value, { own, parts })
    },
    partsOf: (value) => at(value)?.parts ?? [],
    find: (expression, pointer) => {
      let value: Json = expression
      let here: Noted | undefined = at(value)
      let span = here?.own
      for (const step of pointer.split('/').slice(1)) {
        if (typeof value !== 'object' || value === null) break
        if (!Array.isArray(value)) {
          const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
          value = (value as { readonly [key: string]: Json })[name] ?? null
          continue
        }
        span = here?.parts[Number(step)] ?? span
        value = (value as readonly Json[])[Number(step)] ?? null
        here = at(value)
        span = here?.own ?? span
      }
      return span
    },
  }
}
