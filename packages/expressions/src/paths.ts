import { hintOf } from './hint.ts'
import type { NodeType } from './node.ts'
import type { Report } from './operator.ts'
import type { Expression, Json, Scope, ScopeName } from './types.ts'

/** A name found in a scope. */
export type FoundPath = {
  readonly path: readonly string[]
  readonly type: NodeType
  readonly nullable: boolean
  readonly sql: boolean
  /** Written out before anything is computed: see `ScopeName`. */
  readonly bound?: boolean
  readonly rows?: (() => Scope | undefined) | undefined
}

/** Names every object has by birth; they are never names of an expression, whatever a scope says. */
function isBuiltIn(key: string): boolean {
  return key in Object.prototype
}

function find(scope: Scope, key: string): ScopeName | undefined {
  return isBuiltIn(key) ? undefined : scope.find(key)
}

/** Finds a dotted name, following links; reports what is unknown, with the nearest known name. */
export function resolvePath(where: {
  readonly name: string
  readonly scope: Scope | undefined
  readonly report: Report
}): FoundPath | undefined {
  const path = where.name.split('.')
  return where.scope === undefined
    ? withoutScope(path, where.report)
    : within(where.scope, path, where.report)
}

function withoutScope(path: readonly string[], report: Report): FoundPath | undefined {
  const wrong = path.find((key) => key === '' || isBuiltIn(key))
  if (wrong === undefined) return { path, type: { kind: 'unknown' }, nullable: true, sql: true }
  report('EXPRESSION_NAME_UNKNOWN', { name: wrong, scope: '?', hint: '' }, 0)
  return undefined
}

function within(start: Scope, path: readonly string[], report: Report): FoundPath | undefined {
  let scope = start
  let nullable = false
  let sql = true
  let bound = false
  for (const [index, key] of path.entries()) {
    const found = find(scope, key)
    if (found === undefined) {
      report('EXPRESSION_NAME_UNKNOWN', { name: key, scope: scope.name, hint: hintOf(key, scope.keys()) }, 0)
      return undefined
    }
    nullable ||= found.nullable
    bound ||= found.bound === true
    sql &&= bound || found.sql !== false
    if (index === path.length - 1) return { path, type: found.type, nullable, sql, bound, rows: found.rows }
    const next = found.target?.()
    if (next === undefined) {
      report('EXPRESSION_PATH', { name: key, rest: path.slice(index + 1).join('.') }, 0)
      return undefined
    }
    scope = next
    // The linked record may be gone or out of sight.
    nullable = true
  }
  return undefined
}

const aggregates = new Set([
  'sumOf',
  'avgOf',
  'minOf',
  'maxOf',
  'countOf',
  'countDistinctOf',
  'joinOf',
  'some',
  'all',
  'none',
])

/**
 * Every path an expression names, without checking it: `amount`, `customer.level`, `items.price`; sorted, each
 * once. Names inside an operator over rows carry the relation in front.
 */
export function pathsOf(expression: Expression): readonly string[] {
  const found = new Set<string>()
  collect(expression, '', found)
  return [...found].toSorted()
}

function collect(value: Json, prefix: string, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, prefix, found)
    return
  }
  for (const [name, given] of Object.entries(value)) collectCall(name, given, { prefix, found })
}

function collectCall(
  name: string,
  given: Json,
  { prefix, found }: { readonly prefix: string; readonly found: Set<string> },
): void {
  const parts = Array.isArray(given) ? (given as readonly Json[]) : [given]
  const [first, ...rest] = parts
  if ((name === 'var' || name === 'prev' || name === 'changed') && typeof first === 'string') {
    found.add(`${prefix}${first}`)
    collect(rest, prefix, found)
    return
  }
  if (name === 'lookup' || name === 'tally') {
    // Only `record.…` belongs to the record at hand.
    for (const path of pathsOf(rest[0] ?? null))
      if (path.startsWith('record.')) found.add(`${prefix}${path.slice('record.'.length)}`)
    return
  }
  collect(first ?? null, prefix, found)
  const short = aggregates.has(name) && typeof first === 'string' ? first : undefined
  if (short !== undefined) found.add(`${prefix}${short}`)
  const relation = aggregates.has(name) ? (short ?? pathsOf(first ?? null)[0]) : undefined
  collect(rest, relation === undefined ? prefix : `${prefix}${relation}.`, found)
}
