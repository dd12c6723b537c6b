import type { Json } from '@mortise/expressions'

/** A call as a system outside sees it. */
export type OutsideCall = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** The body, where it is a JSON object. */
  readonly json: { readonly [key: string]: Json }
  /** Milliseconds since 1970, by the clock of the test. */
  readonly now: number
}

/** What a system answers. */
export type OutsideReply = { readonly status?: number; readonly body: Json }

/** One system: it answers calls that are for it, as its documentation says, and keeps what it took. */
export type OutsideSystem = {
  readonly answer: (call: OutsideCall) => OutsideReply | undefined
  /** What arrived, in order. */
  readonly taken: { readonly what: string; readonly to: readonly string[]; readonly data: Json }[]
  /** Ends the tokens it has given. */
  readonly expireTokens: () => void
}

/** Counts within a window by name: true while there are at most `most`. */
export function limiter(most: number, windowMs: number): (name: string, now: number) => boolean {
  const seen = new Map<string, number[]>()
  return (name, now) => {
    const kept = [...(seen.get(name) ?? []).filter((at) => now - at < windowMs), now]
    seen.set(name, kept)
    return kept.length <= most
  }
}

/** A part of a JSON body that is an object. */
export function objectIn(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {}
}

/** A text in a JSON body. */
export function textIn(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
