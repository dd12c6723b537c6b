import { arityOf, paramAt } from './arguments.ts'
import { recordName } from './lookup-plan.ts'
import type { CallNode, Node } from './node.ts'
import type { ExpressionInfo, ExpressionType } from './types.ts'

/** The first part that only JavaScript can compute: its name, and where it stands. */
type NotSql = { readonly name: string; readonly at: string }

type Found = {
  readonly paths: Set<string>
  readonly lookups: Map<string, Set<string>>
  user: boolean
  now: boolean
  previous: boolean
  window: boolean
  notSql: NotSql | undefined
  cost: number
}

/** Sums up a checked tree. */
export function infoOf(node: Node): ExpressionInfo & { readonly notSql: NotSql | undefined } {
  const found: Found = {
    paths: new Set(),
    lookups: new Map(),
    user: false,
    now: false,
    previous: false,
    window: false,
    notSql: undefined,
    cost: 0,
  }
  walk(node, ofRecord, found)
  const paths = [...found.paths].toSorted()
  const { user, now, previous, window } = found
  return {
    type: node.type.kind === 'unknown' ? { kind: 'json' } : (node.type satisfies ExpressionType),
    nullable: node.nullable,
    deps: {
      fields: [...new Set(paths.map((path) => path.split('.')[0] ?? path))],
      paths,
      lookups: [...found.lookups].map(([entity, inside]) => ({ entity, paths: [...inside].toSorted() })),
      user,
      now,
      previous,
      window,
    },
    backends: found.notSql === undefined ? ['javascript', 'postgres'] : ['javascript'],
    cost: found.cost,
    notSql: found.notSql,
  }
}

/** Notes a path, under the name it has from outside. */
type Note = (path: readonly string[], found: Found) => void

const ofRecord: Note = (path, found) => {
  found.paths.add(path.join('.'))
}

function lookupPaths(found: Found, entity: string): Set<string> {
  const known = found.lookups.get(entity) ?? new Set()
  found.lookups.set(entity, known)
  return known
}

/** Inside a lookup only `record.…` belongs to the record at hand. */
const insideLookup =
  (entity: string, outer: Note): Note =>
  (path, found) => {
    const [first, ...rest] = path
    if (first === recordName && rest.length > 0) outer(rest, found)
    else lookupPaths(found, entity).add(path.join('.'))
  }

/** Rows of a relation are guessed at ten for the cost. */
const rowsGuess = 10

function walk(node: Node, note: Note, found: Found): void {
  found.cost += 1
  if (node.kind === 'literal') return
  if (node.kind === 'list') {
    for (const item of node.items) walk(item, note, found)
    return
  }
  walkCall(node, note, found)
}

function walkCall(node: CallNode, note: Note, found: Found): void {
  const { operator, args } = node
  if (operator.uses === 'user') found.user = true
  if (operator.uses === 'now') found.now = true
  if (operator.uses === 'previous') found.previous = true
  if (operator.kind === 'window') found.window = true
  if (node.lookup) noteLookup(node, found)
  else if (operator.uses !== 'user' && node.path.length > 0) note(node.path, found)
  if (!node.sql) found.notSql ??= { name: node.path.join('.'), at: node.at }
  if (!computable(node)) found.notSql ??= { name: operator.name, at: node.at }
  found.cost += (operator.cost ?? 1) - 1
  const before = found.cost
  for (const argument of args) walk(argument, inner(node, note), found)
  if (operator.kind === 'rows') found.cost += (found.cost - before) * (rowsGuess - 1)
}

function noteLookup({ lookup, path }: CallNode, found: Found): void {
  if (lookup === undefined) return
  const paths = lookupPaths(found, lookup.entity)
  if (path.length > 0) paths.add(path.join('.'))
  if (lookup.order) paths.add(lookup.order.field)
}

function inner(node: CallNode, note: Note): Note {
  if (node.lookup) return insideLookup(node.lookup.entity, note)
  if (node.operator.kind !== 'rows') return note
  return (path, found) => note([...node.path, ...path], found)
}

/** Whether Postgres can compute the call itself; what does not depend on the record is bound as a value. */
function computable(node: CallNode): boolean {
  const { operator, args } = node
  if (node.constant) return true
  if (operator.sql === undefined || operator.inSql?.(args) === false) return false
  if (operator.kind === 'name' || operator.kind === 'lookup') return true
  const { params } = operator
  return (
    args.length >= arityOf(params).least && args.every((a, i) => !paramAt(params, i)?.constant || a.constant)
  )
}
