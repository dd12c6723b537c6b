import type { Engine } from '../engine/run.ts'
import { armBoundaries } from '../engine/boundaries.ts'
import { clearTimer, setTimer, unsubscribe } from '../engine/consume.ts'
import { nodeContext } from '../engine/context.ts'
import { graphOf } from '../engine/graph.ts'
import { beginRun, isAdmin, type Run, tokenOf } from '../engine/run.ts'
import { runTokens } from '../engine/tokens.ts'
import { errors } from '../errors.ts'
import type { Advance, FlowContext, FlowInstance, Timer, Token } from '../types.ts'
import { checkMigration, edgeAfter, type MigrationPlan } from './plan.ts'

/** What a run would be on the new version; nothing else of it changes. */
function moved(
  engines: { readonly from: Engine; readonly to: Engine },
  plan: MigrationPlan,
  run: FlowInstance,
): FlowInstance {
  const graphs = { from: graphOf(engines.from.definition), to: graphOf(engines.to.definition) }
  const node = (id: string): string => plan.nodes[id] ?? id
  const at = <T extends { readonly nodeId: string }>(list: readonly T[]): readonly T[] =>
    list.map((one) => ({ ...one, nodeId: node(one.nodeId) }))
  const visit = (key: string): string => {
    const cut = key.indexOf('@')
    return cut < 0 ? node(key) : `${node(key.slice(0, cut))}${key.slice(cut)}`
  }
  const known = (id: string): boolean => graphs.to.node(node(id)) !== undefined
  return {
    ...run,
    tokens: run.tokens.map((token) => ({
      ...token,
      nodeId: node(token.nodeId),
      viaEdgeId: edgeAfter(graphs, plan, token) ?? null,
    })),
    items: at(run.items),
    timers: at(run.timers),
    incidents: at(run.incidents),
    visits: Object.fromEntries(Object.entries(run.visits).map(([key, count]) => [visit(key), count])),
    passed: at(run.passed.filter((one) => known(one.nodeId))),
    ...(run.subscriptions === undefined ? {} : { subscriptions: at(run.subscriptions) }),
    ...(run.scopes === undefined ? {} : { scopes: at(run.scopes) }),
    ...(run.children === undefined ? {} : { children: at(run.children) }),
    ...(run.fired === undefined ? {} : { fired: run.fired.map((key) => key.replace(/^\S+/, node)) }),
    ...(run.compensations === undefined
      ? {}
      : {
          compensations: run.compensations
            .filter((one) => known(one.handler))
            .map((one) => ({ ...one, nodeId: node(one.nodeId), handler: node(one.handler) })),
        }),
  }
}

/** Alarms of a token by the plan: of its node as the new settings have it, beside those that stand. */
function resetTimers(run: Run, token: Token, plan: MigrationPlan): void {
  const node = run.graph.node(token.nodeId)
  const type = node === undefined ? undefined : run.engine.nodes.find(node.type)
  if (node === undefined || type?.alarms === undefined || plan.timers === 'keep' || token.held !== undefined)
    return
  const held = run.state.timers.filter((one) => one.tokenId === token.id && one.boundary === undefined)
  const fresh = type.alarms(node, nodeContext(run, token))
  const earlier = (next: Timer): Timer => {
    const known = held.find((one) => one.key === next.key)
    return plan.timers === 'shorten' && known !== undefined && known.at < next.at ? known : next
  }
  for (const timer of held) if (fresh.every((one) => one.key !== timer.key)) clearTimer(run, timer.key)
  for (const timer of fresh) setTimer(run, earlier(timer))
}

/**
 * Boundary events that are gone are not waited for any more; new ones are. One that was there before has happened where
 * it is not waited for, and does not happen again.
 */
function resetBoundaries(
  run: Run,
  token: Token,
  given: { readonly plan: MigrationPlan; readonly before: readonly string[] },
): void {
  const { plan, before } = given
  const there = run.graph.attached(token.nodeId).map(({ id }) => id)
  const anew = new Set<string>()
  for (const { key, tokenId, boundary } of run.state.timers) {
    if (tokenId !== token.id || boundary === undefined) continue
    if (there.includes(boundary) && plan.timers !== 'restart') continue
    clearTimer(run, key)
    anew.add(boundary)
  }
  for (const { key, tokenId, boundary } of run.state.subscriptions ?? [])
    if (tokenId === token.id && boundary !== undefined && !there.includes(boundary)) unsubscribe(run, key)
  armBoundaries(
    run,
    token,
    before.filter((id) => !anew.has(id)),
  )
}

/**
 * Moves a run to another version of its flow, whole or not at all: FLOW_MIGRATION_REFUSED lists every place without a
 * counterpart. Open items keep their decisions. `advance` is not needed before or after; the answer is that of one
 * command.
 */
export function migrate(
  engines: { readonly from: Engine; readonly to: Engine },
  instance: FlowInstance,
  given: {
    readonly plan: MigrationPlan
    /** Name of the new version. */
    readonly version: string
    readonly actor: string
    readonly ctx: FlowContext
  },
): Advance {
  const { plan, version, actor, ctx } = given
  const run = beginRun(engines.to, instance, { ctx, actor })
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  const { nodes } = engines.to
  const problems = checkMigration(
    { from: engines.from.definition, to: engines.to.definition, nodes },
    instance,
    plan,
  )
  if (problems.length > 0)
    throw errors.FLOW_MIGRATION_REFUSED(
      { count: problems.length },
      {
        details: problems.map((one) => ({
          path: `/nodes/${one.nodeId}`,
          code: one.code,
          message: one.message,
        })),
      },
    )
  run.emit('migrated', {
    data: {
      version,
      from: instance.definitionVersion,
      state: { ...moved(engines, plan, instance), definitionVersion: version },
      timers: plan.timers,
    },
  })
  const from = graphOf(engines.from.definition)
  for (const { id, nodeId } of instance.tokens) {
    const token = tokenOf(run, id)
    if (token !== undefined) resetTimers(run, token, plan)
    const still = tokenOf(run, id)
    const waits = still?.state === 'waiting' && still.held === undefined
    const before = from.attached(nodeId).map((node) => plan.nodes[node.id] ?? node.id)
    if (still !== undefined && waits) resetBoundaries(run, still, { plan, before })
  }
  if (run.state.suspended !== true) runTokens(run)
  return { instance: run.state, effects: run.effects, events: run.events, deeds: run.deeds }
}
