import { readRows } from './frame.ts'
import type { CallNode, Node } from './node.ts'
import type { Closure, RowsOperator, ValueOperator } from './operator.ts'
import type { Json, LinkedRow } from './types.ts'

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
  return (here, env) =>
    operator.aggregate(
      readRows(here, node.path),
      args.map(
        (argument) =>
          (row: LinkedRow): Json =>
            argument(row, env),
      ),
      node,
    )
}
