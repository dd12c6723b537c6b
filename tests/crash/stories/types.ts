import type { Ledger } from '../ledger.ts'
import type { Person } from '../person.ts'
import type { Random } from '../random.ts'

/** Who and what a story needs. */
export type World = {
  readonly random: Random
  readonly ledger: Ledger
  /** A number that was never given before, for names and keys. */
  readonly next: () => number
  readonly admin: Person
  readonly seller: Person
  readonly director: Person
  readonly finance: Person
  /** Ids of an account and a product to sell it. */
  readonly account: string
  readonly product: string
  /** True while somebody is about to start an import. */
  readonly importing: { now: boolean }
}

/** A piece of a working day, told through the API from beginning to end. */
export type Story = (world: World) => Promise<void>
