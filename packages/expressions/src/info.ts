import { arityOf, paramAt } from './arguments.ts'
import type { CallNode, Node } from './node.ts'
import type { ExpressionInfo, ExpressionType } from './types.ts'

type Found = {
  readonly paths: Set<string>
  user: boolean
  now: boolean
  previous: boolean
  notSql: string | undefined
  cost: number
}

/** Sums up a checked tree. */
export function infoOf(node: Node): ExpressionInfo & { readonly notSql: string | undefined } {
  const found: Found = {
    paths: new Set(),
    user: false,
    now: false,
    previous: false,
    notSql: undefined,
    cost: 0,
  }
  walk(node, '', found)
  return {
    type: node.type.kind === 'unknown' ? { kind: 'json' } : (node.type satisfies ExpressionType),
    nullable: node.nullable,
    paths: [...found.paths].toSorted(),
    usesUser: found.user,
    usesNow: found.now,
    usesPrevious: found.previous,
    sql: found.notSql === undefined,
    cost: found.cost,
    notSql: found.notSql,
  }
}

/** Rows of a relation are guessed at ten for the cost. */
const rowsGuess = 10

function walk(node: Node, prefix: string, found: Found): void {
  found.cost += 1
  if (node.kind === 'literal') return
  if (node.kind === 'list') {
    for (const item of node.items) walk(item, prefix, found)
    return
  }
  walkCall(node, prefix, found)
}

function walkCall(node: CallNode, prefix: string, found: Found): void {
  const { operator, args } = node
  if (operator.uses === 'user') found.user = true
  if (operator.uses === 'now') found.now = true
  if (operator.uses === 'previous') found.previous = true
  if (operator.uses !== 'user' && node.path.length > 0) found.paths.add(prefix + node.path.join('.'))
  if (!node.sql) found.notSql ??= node.path.join('.')
  if (!computable(node)) found.notSql ??= operator.name
  found.cost += (operator.cost ?? 1) - 1
  const before = found.cost
  const inner = operator.kind === 'rows' ? `${prefix}${node.path.join('.')}.` : prefix
  for (const argument of args) walk(argument, inner, found)
  if (operator.kind === 'rows') found.cost += (found.cost - before) * (rowsGuess - 1)
}

/** Whether Postgres can compute the call itself; what does not depend on the record is bound as a value. */
function computable(node: CallNode): boolean {
  const { operator, args } = node
  if (node.constant) return true
  if (operator.sql === undefined) return false
  if (operator.kind === 'name') return true
  const { params } = operator
  return (
    args.length >= arityOf(params).least && args.every((a, i) => !paramAt(params, i)?.constant || a.constant)
  )
}
