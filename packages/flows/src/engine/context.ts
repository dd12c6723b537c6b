import type { EvaluationInput, Expression, Json } from '@mortise/expressions'
import { extensionList } from '@mortise/schema'
import { builtinAssignees } from '../assignees/index.ts'
import type { FlowContext, FlowInstance, NodeContext, Token } from '../types.ts'
import type { Run } from './run.ts'

const builtin = extensionList(builtinAssignees)

/** Values in scope at a node: fields of the record, then variables, `starter`, and the record as a whole. */
export function flowInput(instance: FlowInstance, ctx: FlowContext): EvaluationInput {
  const { record } = ctx
  const around = {
    ...(record.links === undefined ? {} : { links: record.links }),
    ...(record.rows === undefined ? {} : { rows: record.rows }),
  }
  return {
    row: { ...record.values, ...instance.variables, starter: instance.starter, record: record.id },
    ...around,
    links: { ...record.links, record: { row: record.values, ...around } },
    previous: record.previous,
    isNew: record.isNew,
    user: ctx.action.user,
    now: ctx.now,
    timeZone: ctx.timeZone,
  }
}

/** What a node type gets for a token that stands at it. */
export function nodeContext(run: Run, token: Token): NodeContext {
  const { engine, ctx, state } = run
  const evaluateHere = (expression: Expression): Json => ctx.evaluate(expression, flowInput(run.state, ctx))
  const types = engine.assignees ?? builtin
  return {
    ...ctx,
    action: { ...ctx.action, phase: 'afterSave', starter: state.starter, evaluate: evaluateHere },
    definition: engine.definition,
    instance: state,
    token,
    items: state.items.filter((item) => item.tokenId === token.id),
    evaluateHere,
    outgoing: run.graph.out(token.nodeId),
    resolve: (sources, assignee) => {
      const { starter } = state
      const { record, directory } = ctx
      const found = sources.flatMap((source) => {
        const type = types.find(source.type)
        return type?.resolve(source, { starter, record, directory, evaluate: evaluateHere, assignee }) ?? []
      })
      return [...new Set(found)].filter((id) => directory.user(id)?.active === true)
    },
  }
}
