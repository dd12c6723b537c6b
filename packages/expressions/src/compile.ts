import { readRows } from './frame.ts'
import { recordName } from './lookup-plan.ts'
import type { CallNode, Node, NodeType } from './node.ts'
import { boundFilter } from './lookup-filter.ts'
import type { Closure, Environment, RowsOperator, ValueOperator, WindowOperator } from './operator.ts'
import type { Json, LinkedRow } from './types.ts'
import { canonicalValue } from './values.ts'

/** Turns a checked tree into closures: no code generation, so it runs under a strict content policy. */
export function compileNode(node: Node): Closure {
  if (node.kind === 'literal') {
    const { value } = node
    return () => value
  }
  if (node.kind === 'list') {
    if (node.items.every((item) => item.kind === 'literal')) {
      const values = node.items.map((item) => (item.kind === 'literal' ? item.value : null))
      return () => values
    }
    const items = node.items.map(compileNode)
    return (here, env) => items.map((item) => item(here, env))
  }
  const { operator } = node
  if (operator.kind === 'name') return operator.read(node.path, node.type)
  if (operator.kind === 'rows') return compileRows(operator, node)
  if (operator.kind === 'window') return compileWindow(operator, node)
  if (operator.kind === 'lookup') return lookupClosure(node)
  return compileValue(operator, node)
}

function compileValue(operator: ValueOperator, node: CallNode): Closure {
  const args = node.args.map(compileNode)
  if (operator.compile) return operator.compile(args, node)
  const { evaluate } = operator
  const [first, second] = args
  if (args.length === 1 && first) return (here, env) => evaluate([first(here, env)], node, env)
  if (args.length === 2 && first && second)
    return (here, env) => evaluate([first(here, env), second(here, env)], node, env)
  return (here, env) =>
    evaluate(
      args.map((argument) => argument(here, env)),
      node,
      env,
    )
}

function compileRows(operator: RowsOperator, node: CallNode): Closure {
  const args = node.args.map(compileNode)
  const each = args.length + 1
  return (here, env) => {
    const rows = readRows(here, node.path)
    env.spend(rows.length * each)
    return operator.aggregate(
      rows,
      args.map(
        (argument) =>
          (row: LinkedRow): Json =>
            argument(row, env),
      ),
      node,
    )
  }
}

function compileWindow(operator: WindowOperator, node: CallNode): Closure {
  const value = compileNode(node.args[0] ?? node)
  return windowClosure(operator, node, value)
}

/** A window operator over values that `value` gives for each row, worked out once for all rows of a report. */
export function windowClosure(operator: WindowOperator, node: CallNode, value: Closure): Closure {
  const known = new WeakMap<readonly LinkedRow[], readonly Json[]>()
  const placesOf = (rows: readonly LinkedRow[], env: Environment): readonly Json[] => {
    let places = known.get(rows)
    if (places === undefined) {
      const values = rows.map((row) => value(row, env))
      known.set(rows, (places = operator.evaluate(values, node)))
    }
    return places
  }
  return (_here, env) => {
    const { window } = env.input
    if (window === undefined) return null
    return placesOf(window[operator.over], env)[window.at[operator.over]] ?? null
  }
}

/** Asks what was read before for the first record that fits. */
export function lookupClosure(node: CallNode): Closure {
  const { lookup, type, args } = node
  if (lookup === undefined) return () => null
  const types = recordTypes(args[0])
  const typeAt = (path: readonly string[]): NodeType => types.get(path.join('.')) ?? { kind: 'unknown' }
  return (here, env) => {
    const filter = boundFilter(lookup.filter, { here, env, typeAt })
    return canonicalValue(env.input.lookup?.({ ...lookup, filter }), type)
  }
}

/** Types of the record's own paths inside a filter. */
function recordTypes(
  node: Node | undefined,
  found: Map<string, NodeType> = new Map(),
): Map<string, NodeType> {
  if (node === undefined || node.kind === 'literal') return found
  if (node.kind === 'call' && node.path[0] === recordName) found.set(node.path.slice(1).join('.'), node.type)
  for (const part of node.kind === 'list' ? node.items : node.args) recordTypes(part, found)
  return found
}
