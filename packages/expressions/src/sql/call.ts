import type { CallNode, Node } from '../node.ts'
import type { Environment } from '../operator.ts'
import type { Json } from '../types.ts'
import type { Fragment } from './fragment.ts'

/** What an operator's `sql` gets: its arguments in the three forms a place may need. */
export type SqlCall = {
  readonly node: CallNode
  readonly args: readonly Node[]
  /** The argument's value; a condition is two-valued here. */
  readonly value: (index: number) => Fragment
  /** As `value`, for a side of a comparison: a whole number that is written out is one of Postgres's own. */
  readonly compared: (index: number) => Fragment
  /** As `value`, but a set column stays as it is (may be `{}`), so that an index on it can be used. */
  readonly raw: (index: number) => Fragment
  /** A condition in a positive place: NULL counts as false, so plain SQL that can use an index. */
  readonly truth: (index: number) => Fragment
  /** A condition that is never NULL. */
  readonly strict: (index: number) => Fragment
  /** Value of an argument that does not depend on the record, or undefined. */
  readonly known: (index: number) => Json | undefined
  /** An argument that is a call itself, with its own arguments; undefined for any other. */
  readonly below: (index: number) => SqlCall | undefined
  /** SQL of a list argument's elements (of `in`), in value form. */
  readonly items: (index: number) => readonly Fragment[]
  /** The workspace's time zone, bound. */
  readonly zone: Fragment
  readonly fiscalYearStart: number
  /** Time, user and zone of the request, for what is computed before the query runs. */
  readonly env: Environment
  /** For `var`: the column, noting the joins it needs. */
  readonly column: () => Fragment
  /** For `lookup`: the first fitting record's field, as a subquery. */
  readonly lookup: () => Fragment
  /** For operators over a report's rows: what stands in OVER (…) before the frame. */
  readonly window: (over: 'all' | 'series') => Fragment
  /** For operators over rows: the FROM and WHERE around `select`, with the row's arguments compiled inside. */
  readonly rows: (build: (row: SqlRow) => SqlRows) => Fragment
}

/** Arguments of an operator over rows, seen from inside the subquery. */
export type SqlRow = Pick<SqlCall, 'value' | 'truth' | 'strict'>

/** What to do with the rows: `select` list, more conditions, and text around the subquery. */
export type SqlRows = {
  readonly select: Fragment
  readonly where?: Fragment | undefined
  readonly wrap: (subquery: Fragment) => Fragment
  readonly grouped: GroupedRows
}

/** The same where the rows of all records are read in one pass and grouped by the record they belong to. */
export type GroupedRows = {
  /** The figure of a group, with the condition on the rows in it. */
  readonly column: Fragment
  /** What that says of a record; `column` is null for one without a group. */
  readonly value: (column: Fragment) => Fragment
}

/** A subquery over rows of a relation, in the parts of which several are answered together. */
export type RowsAsked = GroupedRows & {
  readonly from: Fragment
  /** Which rows there are at all, whomever they belong to. */
  readonly live: Fragment
  /** The column of a row that holds the id of its record. */
  readonly by: Fragment
  /** The id of the record. */
  readonly of: Fragment
  /** The condition on the rows, as `column` has it too; absent where all of them count. */
  readonly where?: Fragment | undefined
}
