import type { MortiseErrorInit } from '@mortise/errors'

/** A thing to read out of a book. */
export type Reading = {
  /** Bytes of the whole file. */
  readonly size: number
  /** Name of the sheet; the first one without. */
  readonly sheet?: string | undefined
  /** `book`: which sheets there are; `rows`: the rows of a sheet; `count`: only how many there are. */
  readonly want: 'book' | 'rows' | 'count'
}

/** To the thread: what to read, bytes it asked for, that a message of rows was taken, that nobody reads on. */
export type ToThread =
  | { readonly read: Reading }
  | { readonly part: number; readonly bytes: Uint8Array }
  | { readonly taken: true }
  | { readonly stop: true }

/** What may be known of a failure in the other thread. */
export type Fault = Pick<MortiseErrorInit, 'code' | 'kind' | 'status' | 'text'>

/** From the thread. A reading ends with `book`, `count`, `ended`, `fault` or, when nobody read on, `stopped`. */
export type FromThread =
  | { readonly ask: number; readonly from: number; readonly length: number }
  | { readonly book: { readonly sheet: string; readonly sheets: readonly string[] } }
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly count: number }
  | { readonly ended: true }
  | { readonly fault: Fault }
  | { readonly stopped: true }

/** Messages of rows that may be on their way at once: the thread is ahead by one and no more. */
export const rowsAhead = 2
