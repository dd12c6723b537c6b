import type { EvaluationInput, Expression, Json } from '@mortise/expressions'
import type { FlowContext, FlowInstance, NodeContext, Token } from '../types.ts'
import { administratorsOf, peopleBehind, type Search } from './people.ts'
import type { Run } from './run.ts'
import { scopePart } from './state.ts'

/** Values in scope at a node: fields of the record, then variables, `starter`, and the record as a whole. */
export function flowInput(
  instance: FlowInstance,
  ctx: FlowContext,
  path: readonly string[] = [],
): EvaluationInput {
  const { record } = ctx
  const inside = (instance.scopes ?? []).filter((one) => path.includes(scopePart(one)))
  const local = Object.assign({}, ...inside.map((one) => one.variables)) as FlowInstance['variables']
  const around = {
    ...(record.links === undefined ? {} : { links: record.links }),
    ...(record.rows === undefined ? {} : { rows: record.rows }),
  }
  return {
    row: { ...record.values, ...instance.variables, ...local, starter: instance.starter, record: record.id },
    ...around,
    links: {
      ...record.links,
      ...elementLinks(local),
      record: { row: record.values, ...around },
      variables: { row: instance.variables },
    },
    previous: record.previous,
    isNew: record.isNew,
    user: ctx.action.user,
    now: ctx.now,
    timeZone: ctx.timeZone,
  }
}

/** Elements of a for-each that are rows: their fields are read as those of a link. */
function elementLinks(local: FlowInstance['variables']): NonNullable<EvaluationInput['links']> {
  const rows = Object.entries(local).filter(
    (one): one is [string, { readonly [key: string]: Json }] =>
      typeof one[1] === 'object' && one[1] !== null && !Array.isArray(one[1]),
  )
  return Object.fromEntries(rows.map(([key, row]) => [key, { row }]))
}

/** What a node type gets for a token that stands at it. */
export function nodeContext(run: Run, token: Token): NodeContext {
  const { engine, ctx, state } = run
  const evaluateWith = (expression: Expression, names: FlowInstance['variables']): Json => {
    const input = flowInput(run.state, ctx, token.path)
    return ctx.evaluate(expression, { ...input, row: { ...input.row, ...names } })
  }
  const evaluateHere = (expression: Expression): Json => evaluateWith(expression, {})
  const search: Search = { instance: state, ctx, evaluate: evaluateHere, nodeId: token.nodeId }
  return {
    ...ctx,
    action: { ...ctx.action, phase: 'afterSave', starter: state.starter, evaluate: evaluateHere },
    definition: engine.definition,
    instance: state,
    token,
    items: state.items.filter((item) => item.tokenId === token.id),
    evaluateHere,
    evaluateWith,
    eventBehind: (edge) => {
      const node = run.graph.node(edge.target)
      return node === undefined ? undefined : engine.nodes.find(node.type)?.catches?.(node)
    },
    scopes: (state.scopes ?? []).filter((one) => one.tokenId === token.id),
    children: (state.children ?? []).filter((one) => one.tokenId === token.id),
    outgoing: run.graph.out(token.nodeId),
    administrators: () => administratorsOf(engine, search),
    resolve: (sources, assignee) => peopleBehind(engine, sources, { ...search, assignee }),
  }
}
