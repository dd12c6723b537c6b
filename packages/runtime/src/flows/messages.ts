import type { Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import { automation } from '../context/automation.ts'
import { origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { mayStart } from '../model/rights.ts'
import { startFlow } from './start.ts'
import { awake, systemCommand } from './system-command.ts'
import { offer, publish, type Publication } from './waiting.ts'

type Delivery = {
  readonly instanceId: string
  readonly key: string
  readonly messageId: string
  readonly kind: 'message' | 'signal'
  readonly data?: Json
}

/**
 * Brings a message or signal to a run. A message the run does not want any more, or can't take while it is suspended,
 * goes to the next that waits, or back among those that are kept. The same delivery counts once.
 */
export async function deliver(unit: Unit, payload: Json, jobId: string): Promise<void> {
  const { instanceId, key, messageId, kind, data } = payload as unknown as Delivery
  const kept = kind === 'message' ? await unit.tx.flows.message(messageId) : null
  // Kept no longer: nobody could say what it was.
  if (kind === 'message' && kept === null) return
  if (kept !== null && (await sleeps(unit, instanceId))) return putOff(unit, payload, jobId)
  const advanced = await systemCommand(unit, instanceId, {
    type: 'messageArrived',
    commandId: `message:${messageId}:${key}:${jobId}`,
    key,
    data: kept === null ? (data ?? null) : kept.data,
  })
  const taken = advanced?.events.some((row) => row.type === 'message_received') === true
  if (taken || kept === null) return
  await unit.tx.flows.lockMessages(kept.name)
  await unit.tx.flows.giveMessage(messageId, null)
  await offer(unit, kept, instanceId)
}

/** Whether the record of a run lies in the bin, or all of its kind do. */
async function sleeps(unit: Unit, instanceId: string): Promise<boolean> {
  const stored = await unit.tx.flows.instance(instanceId)
  return stored !== null && stored.endedAt === null && (await awake(unit, stored)) === null
}

const hour = 3_600_000

/** The message stays with a run that sleeps, and is brought again later, for as long as it is kept. */
async function putOff(unit: Unit, payload: Json, jobId: string): Promise<void> {
  const runAt = new Date(Date.parse(unit.now) + hour).toISOString()
  await unit.tx.jobs.add([{ kind: 'flow_message', payload, runAt, key: `message-again:${jobId}` }])
}

/** Starts a flow that a message starts, on the record the message names. It keeps no message that it can't use. */
export async function startFromMessage(unit: Unit, payload: Json): Promise<void> {
  const {
    flow,
    messageId,
    origin: kept,
  } = payload as {
    readonly flow: string
    readonly messageId: string
    readonly origin: Json
  }
  const message = await unit.tx.flows.message(messageId)
  const definition = unit.published.model.document('flow', flow)
  if (message === null || definition === undefined) return
  const actor = origin(unit, kept, `message:${message.name}`)
  const { entity } = definition
  const there = await unit.door(automation(unit, 'read')).get(entity, message.correlation, { fields: ['id'] })
  const running = there === null ? [] : await unit.tx.flows.runningOf(entity, there.id)
  // The record is gone, or the flow is under way on it: what the message says is for nobody then.
  if (there === null || (definition.start.single !== false && running.some((row) => row.flow === flow)))
    return
  const instanceId = await startFlow(unit, {
    flow,
    entity,
    recordId: there.id,
    actor,
    commandId: `message:${messageId}:${flow}`,
    given: { message: message.data },
    alone: true,
  })
  await unit.tx.flows.giveMessage(messageId, instanceId)
}

/**
 * A message or signal from outside. Only who may start a flow that listens to that name may send it; to others nobody
 * listens. Answers what became of it.
 */
export async function sendMessage(
  unit: Unit,
  actor: Actor,
  given: Omit<Publication, 'actor'>,
): Promise<{ readonly heard: number; readonly kept: boolean; readonly repeated: boolean }> {
  const { published } = unit
  const listening = published.model
    .documents('flow')
    .filter((flow) => flow.enabled !== false && listensTo(flow, unit).has(`${given.kind} ${given.name}`))
  if (
    !actor.admin &&
    !listening.some((flow) => mayStart(published, actor, flow.key) && seesEntity(unit, actor, flow))
  )
    throw errors.MESSAGE_NOT_KNOWN({ name: given.name })
  const heard = await publish(unit, { ...given, actor })
  return {
    heard: heard ?? 0,
    kept: given.kind === 'message' && heard === 0,
    repeated: heard === undefined,
  }
}

function seesEntity(unit: Unit, actor: Actor, flow: FlowDocument): boolean {
  return unit.published.access(actor).entity(flow.entity) !== undefined
}

/** Messages and signals a flow may wait for or starts by, as `<kind> <name>`. */
function listensTo(flow: FlowDocument, unit: Unit): ReadonlySet<string> {
  const { nodes } = unit.options.kit
  const started = flow.start.type === 'message' ? [`message ${flow.start.message ?? ''}`] : []
  const waited = flow.nodes.flatMap((node): readonly string[] => {
    const event = nodes.find(node.type)?.catches?.(node)
    if (event?.message !== undefined) return [`message ${event.message.name}`]
    return event?.signal === undefined ? [] : [`signal ${event.signal.name}`]
  })
  return new Set([...started, ...waited])
}
