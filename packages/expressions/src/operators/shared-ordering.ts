import { addDays, formatDate, parseDate } from '../civil.ts'
import type { CallNode } from '../node.ts'
import type { Closure, ValueOperator } from '../operator.ts'
import type { SqlCall } from '../sql/call.ts'
import { type Fragment, maybeNull, rawSql, sql, typedSql } from '../sql/fragment.ts'
import type { Json } from '../types.ts'
import { leadingType } from '../typing.ts'
import { asText, comparatorOf } from '../values.ts'
import { orderedKinds } from './shared-kinds.ts'
import { movedDate } from './shared-moved.ts'

type Parts = Pick<ValueOperator, 'params' | 'result' | 'nullable' | 'evaluate' | 'compile' | 'sql'>

type Sign = '<' | '<=' | '>' | '>='

/** The common parts of `< <= > >=`, from the sign of the comparison. */
export function orderingParts(sign: Sign): Parts {
  const holds = holdsFor(sign)
  const op = rawSql(sign)
  return {
    params: [
      { accept: orderedKinds, same: true },
      { accept: orderedKinds, same: true },
      { accept: orderedKinds, same: true, optional: true },
    ],
    result: { kind: 'boolean' },
    nullable: false,
    evaluate: ([a = null, b = null, c], call) => {
      const compare = comparatorOf(leadingType(call.args))
      const first = a !== null && b !== null && holds(compare(a, b))
      if (c === undefined || !first) return first
      return c !== null && b !== null && holds(compare(b, c))
    },
    compile: (args, call) =>
      withNumber(sign, args, call) ??
      compileOrdering(args, { compare: comparatorOf(leadingType(call.args)), holds }),
    sql: (call) => {
      const moved = movedSql(call, sign)
      if (moved !== undefined) return moved
      const text = leadingType(call.args).kind === 'text'
      const side = (index: number): Fragment =>
        text ? sql`${call.value(index)} COLLATE "C"` : call.compared(index)
      const first = sql`(${side(0)} ${op} ${side(1)})`
      return maybeNull(call.args.length === 2 ? first : sql`(${first} AND (${side(1)} ${op} ${side(2)}))`)
    },
  }
}

/** A day of another time held against a known one, moved to the day's own time. */
function movedSql(call: SqlCall, sign: Sign): Fragment | undefined {
  const type = call.args[0]?.type
  const moved = call.args.length === 2 && type?.kind === 'date' ? movedDate(call, 0) : undefined
  const day = moved && parseDate(asText(call.known(1) ?? null) ?? '')
  if (moved === undefined || day === undefined || type === undefined) return undefined
  // Up to a day is before the next one.
  const next = sign === '<=' || sign === '>' ? addDays(day, 1) : day
  const from = moved.from(next)
  const bound = from && formatDate(from)
  if (!bound) return undefined
  const before = sign === '<' || sign === '<='
  const limit = before ? moved.least : moved.most
  const inside =
    limit === undefined
      ? rawSql('')
      : sql` AND ${moved.value()} ${rawSql(before ? '>=' : '<=')} ${typedSql(formatDate(limit), type)}`
  return maybeNull(sql`(${moved.value()} ${rawSql(before ? '<' : '>=')} ${typedSql(bound, type)}${inside})`)
}

function holdsFor(sign: Sign): (order: number) => boolean {
  if (sign === '<') return (order) => order < 0
  if (sign === '<=') return (order) => order <= 0
  return sign === '>' ? (order) => order > 0 : (order) => order >= 0
}

/** A comparison of a number with one that is written out: what most conditions are made of. */
function withNumber(sign: Sign, args: readonly Closure[], call: CallNode): Closure | undefined {
  const [left] = args
  const limit = call.args[1]
  if (!left || args.length !== 2 || limit?.kind !== 'literal' || typeof limit.value !== 'number')
    return undefined
  const than = limit.value
  const other = compileOrdering(args, {
    compare: comparatorOf(leadingType(call.args)),
    holds: holdsFor(sign),
  })
  // Each sign has a closure of its own, so that the engine can put the comparison itself in place.
  const fast: { readonly [S in Sign]: Closure } = {
    '<': (here, env) => {
      const a = left(here, env)
      return typeof a === 'number' ? a < than : a !== null && other(here, env)
    },
    '<=': (here, env) => {
      const a = left(here, env)
      return typeof a === 'number' ? a <= than : a !== null && other(here, env)
    },
    '>': (here, env) => {
      const a = left(here, env)
      return typeof a === 'number' ? a > than : a !== null && other(here, env)
    },
    '>=': (here, env) => {
      const a = left(here, env)
      return typeof a === 'number' ? a >= than : a !== null && other(here, env)
    },
  }
  return fast[sign]
}

function compileOrdering(
  args: readonly Closure[],
  {
    compare,
    holds,
  }: { readonly compare: (a: Json, b: Json) => number; readonly holds: (order: number) => boolean },
): Closure {
  const [left, middle, right] = args
  if (!left || !middle) return () => false
  const two: Closure = (here, env) => {
    const a = left(here, env)
    if (a === null) return false
    const b = middle(here, env)
    if (typeof a === 'number' && typeof b === 'number') return holds(a - b)
    return b !== null && holds(compare(a, b))
  }
  if (!right) return two
  return (here, env) => {
    if (two(here, env) !== true) return false
    const [b, c] = [middle(here, env), right(here, env)]
    return b !== null && c !== null && holds(compare(b, c))
  }
}
