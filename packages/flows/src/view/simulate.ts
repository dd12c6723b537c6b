import { advance } from '../engine/advance.ts'
import { pickPlaces } from '../engine/picks.ts'
import type { Engine } from '../engine/run.ts'
import { createInstance } from '../engine/state.ts'
import { usualCommand } from '../simulation/moves.ts'
import type { FlowCommand, FlowContext, FlowEventRow, FlowInstance, Picks } from '../types.ts'

const maxCommands = 200

/** A node on the way, in order of entering. */
export type PreviewStep = {
  readonly nodeId: string
  readonly type: string
  /** People who get a task, in order, with why somebody is skipped or stands in; none for automatic nodes. */
  readonly people: readonly {
    readonly user: string
    readonly reason: string | null
    readonly copy: boolean
  }[]
  /** Why it stops here, when it does. */
  readonly incident: string | null
  /** Who has to pick its people, where that has not been done yet: they are still to be known. */
  readonly picks: 'starter' | 'previous' | null
}

/** The way a record would take if everybody agreed. */
export type Preview = {
  readonly steps: readonly PreviewStep[]
  /** How it ends; `running` when it stops at an incident or at a person who can't be known. */
  readonly status: FlowInstance['status']
}

/**
 * Shows before anything is handed in who would approve. Runs the same engine with the same record and directory, lets
 * everybody agree and alarms ring, and throws its effects away: nothing is written or sent.
 */
export function simulate(
  engine: Engine,
  given: {
    readonly starter: string
    readonly ctx: FlowContext
    /** Whom the starter has picked so far, and for which department it is. */
    readonly picks?: Picks
    readonly department?: string
  },
): Preview {
  const { starter, ctx } = given
  let now = ctx.now
  let instance = createInstance(engine.definition, {
    id: 'preview',
    definitionVersion: 'preview',
    recordId: ctx.record.id,
    starter,
    now,
    ...(given.picks === undefined ? {} : { picks: given.picks }),
    ...(given.department === undefined ? {} : { department: given.department }),
  })
  const events: FlowEventRow[] = []
  const send = (command: FlowCommand): void => {
    const step = advance(engine, instance, command, { ...ctx, now })
    instance = step.instance
    events.push(...step.events)
  }
  send({ type: 'start', commandId: 'preview', actor: starter })
  for (let count = 0; count < maxCommands && instance.status === 'running'; count += 1) {
    const next = usualCommand(engine, instance, `preview${count}`)
    if (next === undefined) break
    if (next.now !== undefined && next.now > now) now = next.now
    send(next.command)
  }
  return { steps: stepsOf(engine, instance, events), status: instance.status }
}

function pickedBy({ definition, nodes }: Engine, nodeId: string): PreviewStep['picks'] {
  const at = (type: 'starter_pick' | 'previous_pick'): boolean =>
    pickPlaces(definition, nodes, type).some((one) => one.nodeId === nodeId)
  return at('starter_pick') ? 'starter' : at('previous_pick') ? 'previous' : null
}

function stepsOf(
  engine: Engine,
  instance: FlowInstance,
  events: readonly FlowEventRow[],
): readonly PreviewStep[] {
  const entered = events.filter((row) => row.type === 'node_entered')
  const unknown = instance.incidents.filter((one) =>
    entered.every((row) => row.data['tokenId'] !== one.tokenId),
  )
  const places = [
    ...entered.map((row) => ({ nodeId: row.nodeId ?? '', tokenId: row.data['tokenId'] ?? null })),
    ...unknown.map(({ nodeId, tokenId }) => ({ nodeId, tokenId })),
  ]
  return places.map(({ nodeId, tokenId }) => ({
    nodeId,
    type: engine.definition.nodes.find((node) => node.id === nodeId)?.type ?? '',
    people: instance.items
      .filter((item) => item.tokenId === tokenId)
      .map((item) => ({ user: item.assignee, reason: item.reason, copy: item.kind === 'read' })),
    incident: instance.incidents.find((one) => one.tokenId === tokenId)?.code ?? null,
    picks: Object.hasOwn(instance.picks ?? {}, nodeId) ? null : pickedBy(engine, nodeId),
  }))
}
