import type { Json } from '@mortise/expressions'
import type { FlowDocument } from '@mortise/schema'
import type { Actor, FlowSubscriptionRow } from '@mortise/store'
import { keptOrigin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'

const keptFor = 'P7D'

/** Something said to runs, by a flow or from outside. */
export type Publication = {
  readonly kind: 'message' | 'signal'
  readonly name: string
  readonly correlation: string | null
  readonly data: Json
  /** The same id is heard once. */
  readonly messageId: string
  /** How long a message waits for somebody; a week when absent. */
  readonly keep?: string | undefined
  /** Whose act it is: what a message starts is on their behalf. */
  readonly actor: Actor
}

/** A delivery to one run, after this transaction: runs are locked one at a time. */
async function hand(
  unit: Unit,
  to: Pick<FlowSubscriptionRow, 'instanceId' | 'key'>,
  said: { readonly messageId: string; readonly kind: 'message' | 'signal'; readonly data?: Json },
): Promise<void> {
  const { instanceId, key } = to
  await unit.tx.jobs.add([
    {
      kind: 'flow_message',
      payload: { instanceId, key, ...said },
      runAt: unit.now,
      key: `message:${said.messageId}:${instanceId}:${key}`,
    },
  ])
}

/** Remembers what a run waits for. A message that came before goes to it at once. */
export async function subscribe(unit: Unit, row: FlowSubscriptionRow): Promise<void> {
  const { flows } = unit.tx
  if (row.kind !== 'message') return flows.putSubscription(row)
  const { name, correlation, instanceId } = row
  await flows.lockMessages(name)
  await flows.putSubscription(row)
  const early = await flows.takeMessage({ name, correlation: correlation ?? '', instanceId })
  if (early !== null) await hand(unit, row, { messageId: early.messageId, kind: 'message' })
}

/**
 * Says something to runs. A signal reaches all that wait now. A message reaches the one that has waited longest, else it
 * is kept. Answers how many hear of it; undefined when this message was heard before.
 */
export async function publish(unit: Unit, said: Publication): Promise<number | undefined> {
  const { flows } = unit.tx
  const { kind, name, correlation, data, messageId, keep = keptFor } = said
  if (kind === 'signal') {
    const waiting = await flows.waitingFor({ kind, name, correlation: null })
    for (const row of waiting) await hand(unit, row, { messageId, kind, data })
    return waiting.length
  }
  await flows.lockMessages(name)
  const expiresAt = unit.published.addTime(unit.now, keep)
  const message = { messageId, name, correlation: correlation ?? '', data, at: unit.now, expiresAt }
  if (!(await flows.putMessage(message))) return undefined
  if (await offer(unit, message, undefined)) return 1
  return startByMessage(unit, said)
}

/** Flows that a message of a name starts. */
export function startedBy(unit: Unit, name: string): readonly FlowDocument[] {
  return unit.published.model
    .documents('flow')
    .filter((flow) => flow.enabled !== false && flow.start.type === 'message' && flow.start.message === name)
}

/** Has the flows start that a message starts, on the record it names, after this transaction. */
async function startByMessage(unit: Unit, { name, messageId, actor }: Publication): Promise<number> {
  const flows = startedBy(unit, name)
  await unit.tx.jobs.add(
    flows.map(({ key }) => ({
      kind: 'flow_message_start',
      payload: { flow: key, messageId, origin: keptOrigin(actor) },
      runAt: unit.now,
      key: `message:${messageId}:start:${key}`,
    })),
  )
  return flows.length
}

/** Gives a message to the run that has waited longest, but not to `except`, which did not want it. */
export async function offer(
  unit: Unit,
  message: { readonly messageId: string; readonly name: string; readonly correlation: string },
  except: string | undefined,
): Promise<boolean> {
  const { messageId, name, correlation } = message
  const waiting = await unit.tx.flows.waitingFor({ kind: 'message', name, correlation })
  const next = waiting.find((row) => row.instanceId !== except)
  if (next === undefined) return false
  await unit.tx.flows.giveMessage(messageId, next.instanceId)
  await hand(unit, next, { messageId, kind: 'message' })
  return true
}

/** Has the runs on a record that wait for it to change look at it, after this transaction. */
export async function wakeForChange(
  unit: Unit,
  recordId: string,
  waiting: readonly string[] | undefined,
): Promise<void> {
  const runs = waiting ?? (await unit.tx.flows.waitingForChange(recordId))
  if (runs.length === 0) return
  await unit.tx.jobs.add(
    runs.map((instanceId) => ({
      kind: 'flow_changed',
      payload: { instanceId },
      runAt: unit.now,
      key: `changed:${instanceId}`,
    })),
  )
}
