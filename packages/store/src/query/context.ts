import type { ExpressionUser, Workdays } from '@mortise/expressions'
import { bindSql, type Fragment } from '@mortise/expressions/sql'
import type { Model } from '@mortise/schema'
import type { Shapes } from '../records/shape.ts'
import type { Access } from '../types.ts'
import type { HeavyGround } from './heavy/ask.ts'

/** What a statement is made from. One per statement: it numbers the aliases. */
export type QueryContext = {
  readonly schema: string
  readonly shapes: Shapes
  readonly model: Model
  readonly access: Access
  readonly user: ExpressionUser
  readonly now: string
  /**
   * The time as a value that a kept statement gets anew with each call. Only for shares that end: kept answers rely on it
   * (`askCounting`).
   */
  readonly nowSql: Fragment
  readonly timeZone: string
  readonly fiscalYearStart: number
  readonly workdays: Workdays
  /** Next free alias: t1, t2, … */
  readonly alias: () => string
}

/** Everything of a context but its aliases. */
export type QueryBase = Omit<QueryContext, 'alias' | 'nowSql'> & {
  readonly nowSql?: Fragment
  /** See `DoorOptions`. */
  readonly nameOf?: ((entity: string, id: string) => string | undefined) | undefined
  /** For questions that cost something; without it they are simply asked. */
  readonly heavy?: HeavyGround | undefined
  /** As in `DoorOptions`. */
  readonly numbers?: ((counter: string, count: number) => number) | undefined
}

/** A fresh context for one statement. */
export function newContext(base: QueryBase): QueryContext {
  const { schema, shapes, model, access, timeZone, fiscalYearStart, workdays } = base
  let last = 0
  return {
    schema,
    shapes,
    model,
    access,
    timeZone,
    fiscalYearStart,
    workdays,
    // Asked for when needed: a kept statement has to know whether it leans on them.
    get user() {
      return base.user
    },
    get now() {
      return base.now
    },
    get nowSql() {
      return base.nowSql ?? bindSql(base.now)
    },
    alias: () => `t${(last += 1)}`,
  }
}
