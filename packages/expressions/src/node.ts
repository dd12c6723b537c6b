import type { Operator } from './operator.ts'
import type { ExpressionType, Json, LookupRequest } from './types.ts'

/**
 * A type inside the checker: `unknown` stands for a name whose type nobody told (evaluation without a scope);
 * it fits everything and is then told apart by the value's shape.
 */
export type NodeType = ExpressionType | { readonly kind: 'unknown' }

/** Names of all types. */
export type Kind = NodeType['kind']

type Head = {
  readonly type: NodeType
  readonly nullable: boolean
  /** JSON pointer of the place in the expression. */
  readonly at: string
  /** True when no record is needed to know the value (only literals, the user and the time). */
  readonly constant: boolean
  /** Upper bound for the digits or letters of the value, so that nesting cannot grow without limit. */
  readonly size: number
}

/** A value written out. `''` and `[]` are already null here: the language knows no empty text or set. */
export type LiteralNode = Head & { readonly kind: 'literal'; readonly value: Json }

/** A list of expressions, such as the second argument of `in`. */
export type ListNode = Head & { readonly kind: 'list'; readonly items: readonly Node[] }

/** A call of an operator. `path` is set for operators that take a name (`var`, `prev`, `user`, …). */
export type CallNode = Head & {
  readonly kind: 'call'
  readonly operator: Operator
  readonly args: readonly Node[]
  readonly path: readonly string[]
  /** False when the name behind `path` has no column. */
  readonly sql: boolean
  /** For `lookup`: what it asks for, the record's own values not yet filled in. The filter is its only argument too. */
  readonly lookup?: LookupRequest
}

/** A checked expression as a tree with types: what closures, the interpreter and SQL are made from. */
export type Node = LiteralNode | ListNode | CallNode
