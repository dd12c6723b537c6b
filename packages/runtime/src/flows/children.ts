import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { FlowInstance } from '@mortise/flows'
import type { SetChildEffect } from '@mortise/schema'
import { origin } from '../context/behalf.ts'
import type { Unit } from '../context/unit.ts'
import { startFlow } from './start.ts'
import { systemCommand } from './system-command.ts'

const notThere: readonly string[] = ['FLOW_NOT_FOUND', 'RECORD_NOT_FOUND']

type Place = { readonly instanceId: string; readonly key: string }
type Start = Place & { readonly child: NonNullable<SetChildEffect['child']> }

/** Starts a run for another one, on behalf of whoever started that. One that can't be started counts as failed. */
export async function startChild(unit: Unit, payload: Json): Promise<void> {
  const { instanceId, key, child } = payload as unknown as Start
  const stored = await unit.tx.flows.instance(instanceId)
  if (stored === null) return
  const parent = stored.state as unknown as FlowInstance
  const { flow, entity, recordId, starter, variables } = child
  const actor = origin(unit, parent.origin ?? { kind: 'user', id: parent.starter }, `flow:${parent.flow}`)
  const depth = (parent.parent?.depth ?? 0) + 1
  try {
    const childId = await startFlow(unit, {
      flow,
      entity,
      recordId,
      actor,
      commandId: `child:${instanceId}:${key}`,
      alone: true,
      child: { parent: { instanceId, key, depth }, starter, variables },
    })
    await unit.tx.flows.putChild({ instanceId, key, childId })
  } catch (error) {
    // Nothing has been written when the flow or the record is not there; all else is tried again as a job.
    if (!isMortiseError(error) || !notThere.includes(error.code)) throw error
    await systemCommand(unit, instanceId, {
      type: 'childEnded',
      commandId: `child-refused:${key}`,
      key,
      status: 'failed',
      variables: { error: error.code },
    })
  }
}

/** Ends a run that is not waited for any more. */
export async function cancelChild(unit: Unit, payload: Json): Promise<void> {
  const { instanceId, key } = payload as unknown as Place
  const childId = await unit.tx.flows.child(instanceId, key)
  const stored = childId === null ? null : await unit.tx.flows.instance(childId)
  if (childId === null || stored === null || stored.endedAt !== null) return
  await systemCommand(unit, childId, { type: 'terminate', commandId: `parent:${instanceId}:${key}` })
}

/** Tells a run that one it started has ended. */
export async function childEnded(unit: Unit, payload: Json): Promise<void> {
  const { instanceId, key, childId } = payload as unknown as Place & { readonly childId: string }
  const stored = await unit.tx.flows.instance(childId)
  if (stored === null) return
  const { status, variables, seq } = stored.state as unknown as FlowInstance
  await systemCommand(unit, instanceId, {
    type: 'childEnded',
    commandId: `child-ended:${childId}:${seq}`,
    key,
    status,
    variables,
  })
}
