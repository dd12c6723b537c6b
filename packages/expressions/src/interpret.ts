import jsonLogic from 'json-logic-js'
import { lookupClosure, windowClosure } from './compile.ts'
import { readRows } from './frame.ts'
import type { CallNode, Node } from './node.ts'
import type { Closure, Environment, Operator } from './operator.ts'
import type { Json, LinkedRow } from './types.ts'

/*
 * The reference interpreter: json-logic-js walks the expression, our operators are registered on it. Stock
 * names such as `and`, `if` and `all` have another meaning hard-wired there, so every operator of ours goes by
 * a name of its own, and what an operator needs to know of the check travels as data beside its arguments.
 */

type Data = { readonly here: LinkedRow; readonly env: Environment }

/** Data with two keys, which json-logic-js passes on untouched. */
type Quoted = { readonly node: CallNode; readonly each: readonly unknown[] }

const nameOf = (operator: Operator): string => `mortise:${operator.name}`

function run(this: Data, quoted: Quoted, ...args: Json[]): Json {
  const { node, each } = quoted
  const { operator } = node
  if (operator.kind === 'name') return operator.read(node.path, node.type)(this.here, this.env)
  if (operator.kind === 'value') return operator.evaluate(args, node, this.env)
  if (operator.kind === 'lookup') return lookupClosure(node)(this.here, this.env)
  if (operator.kind === 'window')
    return windowClosure(operator, node, (row, env) => apply(each[0], { here: row, env }))(
      this.here,
      this.env,
    )
  const lambdas = each.map(
    (logic) =>
      (row: LinkedRow): Json =>
        apply(logic, { here: row, env: this.env }),
  )
  return operator.aggregate(readRows(this.here, node.path), lambdas, node)
}

function apply(logic: unknown, data: Data): Json {
  return jsonLogic.apply(logic as Parameters<typeof jsonLogic.apply>[0], data) as Json
}

/** The tree as JsonLogic over the registered names. */
function rewrite(node: Node): unknown {
  if (node.kind === 'literal') return node.value
  if (node.kind === 'list') return node.items.map(rewrite)
  const args = node.args.map(rewrite)
  const later = node.operator.kind !== 'value'
  const quoted: Quoted = { node, each: later ? args : [] }
  return { [nameOf(node.operator)]: [quoted, ...(later ? [] : args)] }
}

/** Makes operators known to json-logic-js. */
export function registerOperators(operators: Iterable<Operator>): void {
  for (const operator of operators)
    jsonLogic.add_operation(nameOf(operator), run as (...args: unknown[]) => unknown)
}

/** Makes a checked tree ready for json-logic-js. */
export function interpretNode(node: Node): Closure {
  const logic = rewrite(node)
  return (here, env) => apply(logic, { here, env })
}
