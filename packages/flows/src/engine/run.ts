import type { Json } from '@mortise/expressions'
import type { Effect, ExtensionList, FlowDocument } from '@mortise/schema'
import type { AssigneeType } from '../assignees/define.ts'
import type { NodeType } from '../define.ts'
import type { FlowContext, FlowEventRow, FlowInstance, Token, WorkItem } from '../types.ts'
import { applyEvent } from './apply.ts'
import { flowInput } from './context.ts'
import { type Graph, graphOf } from './graph.ts'
import { keepersOf, type Search } from './people.ts'

/** What a run is carried out by: its definition and the lists of things that may stand in it. */
export type Engine = {
  readonly definition: FlowDocument
  readonly nodes: ExtensionList<NodeType>
  /** Ways to name people; the built-in ones when absent. */
  readonly assignees?: ExtensionList<AssigneeType>
}

type Told = {
  readonly nodeId?: string | null
  readonly itemId?: string | null
  readonly actor?: string
  readonly data?: { readonly [key: string]: Json }
}

/** One command being carried out. `state` is replaced by each event; nothing in it is changed in place. */
export type Run = {
  readonly engine: Engine
  readonly ctx: FlowContext
  readonly graph: Graph
  readonly actor: string
  /** Where whoever hands in again wants it to go on. */
  resume?: 'rerun' | 'toRejecter'
  state: FlowInstance
  steps: number
  readonly effects: Effect[]
  /** Which deed of a node asked for an effect, and how many deeds there were. */
  readonly deeds: Map<Effect, number>
  deed: number
  readonly events: FlowEventRow[]
  /** Records an event and applies it; the only way to change `state`. */
  readonly emit: (type: string, told?: Told) => void
}

/** Begins a command. */
export function beginRun(
  engine: Engine,
  instance: FlowInstance,
  by: { readonly ctx: FlowContext; readonly actor: string; readonly onBehalfOf?: string | undefined },
): Run {
  const events: FlowEventRow[] = []
  const run: Run = {
    engine,
    ctx: by.ctx,
    graph: graphOf(engine.definition),
    actor: by.actor,
    state: instance,
    steps: 0,
    effects: [],
    deeds: new Map(),
    deed: 0,
    events,
    emit: (type, told = {}) => {
      const row: FlowEventRow = {
        seq: run.state.seq + 1,
        type,
        at: by.ctx.now,
        nodeId: told.nodeId ?? null,
        itemId: told.itemId ?? null,
        actor: told.actor ?? by.actor,
        ...(by.onBehalfOf === undefined ? {} : { onBehalfOf: by.onBehalfOf }),
        data: told.data ?? {},
      }
      run.state = applyEvent(run.state, row)
      events.push(row)
    },
  }
  return run
}

/** The token with an id; it must be there. */
export function tokenOf(run: Run, id: string): Token | undefined {
  return run.state.tokens.find((token) => token.id === id)
}

/** Records a new or changed work item under the name of what happened to it. */
export function tellItem(
  run: Run,
  type: string,
  item: WorkItem,
  data: { readonly [key: string]: Json } = {},
): void {
  const before = run.state.items.find((one) => one.id === item.id)
  run.emit(type, { nodeId: item.nodeId, itemId: item.id, data: { ...data, item } })
  if (item.state === 'active' && before?.state !== 'active') {
    const { id: instanceId } = run.state
    run.effects.push({ type: 'create_work_item', itemId: item.id, instanceId, assignee: item.assignee })
  }
}

/** Whether the one who acts administers flows. Timers and jobs act as `system`. */
export function isAdmin(run: Run): boolean {
  const { actor, ctx, engine, state: instance } = run
  if (actor === 'system' || ctx.directory.admins().some((user) => user.id === actor)) return true
  const keepers = ctx.keepers ?? engine.definition.administrators ?? []
  if (keepers.length === 0) return false
  const evaluate: Search['evaluate'] = (expression) => ctx.evaluate(expression, flowInput(instance, ctx))
  return keepersOf(engine, { instance, ctx, evaluate }).includes(actor)
}
