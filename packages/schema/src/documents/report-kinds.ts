import type { Expression } from '@mortise/expressions'
import type { Condition } from './common.ts'

/** Who stands where in a period, against a target and the period before. */
export type LeaderboardSettings = {
  /** Owner, region, …: whoever is placed. */
  readonly who: Expression
  readonly value: {
    readonly agg: 'sum' | 'avg' | 'count' | 'countDistinct'
    readonly expr?: Expression
    readonly filter?: Condition
  }
  /** When a record counts. */
  readonly date: Expression
  /** A named range such as `thisMonth` (the default) or `lastQuarter`. */
  readonly period?: string
  /** How far back the period before lies, such as `1 month`; without it the length of the period's name. */
  readonly compare?: string
  /** Records that hold what everybody should reach, found by whom and when they are for. */
  readonly target?: {
    readonly entity: string
    readonly who: Expression
    readonly date: Expression
    readonly value: Expression
    readonly where?: Condition
  }
}

/** How many of those who came first in a period come again in later ones. */
export type CohortSettings = {
  /** Link field to whoever comes again: the customer of an order. */
  readonly who: string
  /** Date field of the record. */
  readonly date: string
  readonly period?: 'week' | 'month' | 'quarter' | 'year'
  /** Summed up beside the number of those who came. */
  readonly value?: Expression
}

/** How lately, how often and for how much customers bought. */
export type RfmSettings = {
  /** Relation from the customer to its orders. */
  readonly orders: string
  /** On an order. */
  readonly date: Expression
  readonly amount: Expression
  readonly where?: Condition
  /** Only orders of so many days up to today count; 365 where nothing is said. */
  readonly days?: number
  /** Least values of the scores 2 to 5 in place of fifths: days for `recency` (falling), orders, and money. */
  readonly limits?: {
    readonly recency?: readonly number[]
    readonly frequency?: readonly number[]
    readonly monetary?: readonly number[]
  }
  /** Cells of recency and frequency (the default), the eight kinds of customers, or every customer. */
  readonly show?: 'grid' | 'segments' | 'customers'
}

/** How many records have each field filled in. */
export type CompletenessSettings = {
  readonly fields: readonly string[]
  /** Owner, source, …: told apart. */
  readonly by?: Expression
}
