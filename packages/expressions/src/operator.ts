import type { CallNode, Kind, Node, NodeType } from './node.ts'
import type { Fragment } from './sql/fragment.ts'
import type { SqlCall } from './sql/call.ts'
import type { EvaluationInput, Json, LinkedRow, OperatorHelp, Scope } from './types.ts'
import type { WorkdayCount } from './workday-count.ts'

/** What stays the same during one evaluation. `today` is asked for lazily. */
export type Environment = {
  readonly input: EvaluationInput
  readonly zone: string
  readonly fiscalYearStart: number
  /** Milliseconds since 1970 of the frozen now. */
  readonly now: number
  readonly today: () => string
  readonly workdays: () => WorkdayCount
  /** Counts steps of work; throws EXPRESSION_BUDGET when the evaluation has had enough. */
  readonly spend: (steps: number) => void
}

/** A compiled expression: the record it looks at, and the environment. */
export type Closure = (here: LinkedRow, env: Environment) => Json

/** One argument of an operator. */
export type Param = {
  /** Kinds that fit; a literal text is turned into a date, time or id when only that fits. */
  readonly accept: readonly Kind[]
  readonly optional?: true
  /** The last parameter may be given any number of times (at least once unless optional). */
  readonly rest?: true
  /** All arguments with `same` must be of one type. */
  readonly same?: true
  /** The argument must be written out, as one of these. */
  readonly choices?: readonly string[]
  /** SQL can only do it when the argument does not depend on the record. */
  readonly constant?: true
}

/** Where an operator adds a problem. */
export type Report = (code: string, params: Readonly<Record<string, unknown>>, argument?: number) => void

/** What the checker hands to an operator's own check, after arguments were fitted to `params`. */
export type Checking = { readonly args: readonly Node[]; readonly report: Report }

type Common = {
  /** Name in the JSON: `+`, `dateAdd`. */
  readonly name: string
  readonly help: OperatorHelp
  /** Sign and binding strength in the text form, for operators written between their arguments. */
  readonly infix?: {
    readonly sign: string
    readonly zh?: string
    readonly binds: number
    readonly chain: boolean
  }
  readonly uses?: 'user' | 'now' | 'previous'
  /** Rough steps of one call without its arguments; default 1. */
  readonly cost?: number
  /** SQL of the same meaning; absent when only JavaScript can do it. */
  readonly sql?: (call: SqlCall) => Fragment
  /** Which calls SQL can do, where that depends on the arguments; default all. */
  readonly inSql?: (args: readonly Node[]) => boolean
}

/** Most operators: a function of values. */
export type ValueOperator = Common & {
  readonly kind: 'value'
  readonly params: readonly Param[]
  readonly result: NodeType | ((args: readonly Node[]) => NodeType)
  /** Default: nullable when an argument is. */
  readonly nullable?: boolean | ((args: readonly Node[]) => boolean)
  readonly size?: (args: readonly Node[]) => number
  readonly check?: (checking: Checking) => readonly Node[] | undefined
  /** The meaning: never throws, whatever the values. */
  readonly evaluate: (args: readonly Json[], call: CallNode, env: Environment) => Json
  /** A faster or lazy form of the same meaning. */
  readonly compile?: (args: readonly Closure[], call: CallNode) => Closure
}

/** What a name means, answered by a name operator's `resolve`. */
export type ResolvedName = {
  readonly path: readonly string[]
  readonly type: NodeType
  readonly nullable: boolean
  readonly sql: boolean
  readonly bound?: boolean
}

/** Operators that take a name instead of an expression: `var`, `prev`, `changed`, `user`, `isNew`. */
export type NameOperator = Common & {
  readonly kind: 'name'
  /** True when no name is taken (`isNew`). */
  readonly nameless?: true
  /** True when a second argument may be a default (`var`). */
  readonly fallback?: true
  readonly resolve: (name: string, scope: Scope | undefined, report: Report) => ResolvedName | undefined
  readonly read: (path: readonly string[], type: NodeType) => Closure
}

/** Operators over the rows of a relation. */
export type RowsOperator = Common & {
  readonly kind: 'rows'
  /** Arguments after the relation, evaluated for each row. */
  readonly params: readonly Param[]
  readonly result: NodeType | ((args: readonly Node[]) => NodeType)
  readonly nullable: boolean
  readonly aggregate: (
    rows: readonly LinkedRow[],
    each: readonly ((row: LinkedRow) => Json)[],
    call: CallNode,
  ) => Json
}

/** Operators over the rows of a report around the one at hand. */
export type WindowOperator = Common & {
  readonly kind: 'window'
  /** The first argument is evaluated for each row, the others are written out. */
  readonly params: readonly Param[]
  readonly result: NodeType
  /** Every group of the report, or those of the same series in their order. */
  readonly over: 'all' | 'series'
  /** The value at each place among those of all rows: worked out once, however many places are asked for. */
  readonly evaluate: (values: readonly Json[], call: CallNode) => readonly Json[]
}

/** An operator that looks through another entity: for one record's field, or for a figure over all that fit. */
export type LookupOperator = Common & { readonly kind: 'lookup'; readonly tally?: true }

/** One operator of the language. */
export type Operator = ValueOperator | NameOperator | RowsOperator | WindowOperator | LookupOperator

/** Makes an operator of values; the one door for own operators. */
export function defineOperator(operator: Omit<ValueOperator, 'kind'>): ValueOperator {
  return { kind: 'value', ...operator }
}

/** Makes an operator that takes a name. */
export function defineNameOperator(operator: Omit<NameOperator, 'kind'>): NameOperator {
  return { kind: 'name', ...operator }
}

/** Makes an operator over the rows of a report. */
export function defineWindowOperator(operator: Omit<WindowOperator, 'kind'>): WindowOperator {
  return { kind: 'window', ...operator }
}

/** Makes an operator over the rows of a relation. */
export function defineRowsOperator(operator: Omit<RowsOperator, 'kind'>): RowsOperator {
  return { kind: 'rows', ...operator }
}
