import type { Advance, FlowCommand, FlowInstance } from '@mortise/flows'
import type { Json } from '@mortise/expressions'
import type { FlowInstanceRow, StoredRecord } from '@mortise/store'
import { automation } from '../context/automation.ts'
import type { Unit } from '../context/unit.ts'
import { definitionOf } from './definition.ts'
import { step } from './step.ts'

type WithoutActor<C> = C extends FlowCommand ? Omit<C, 'actor'> : never

/** A command of the platform itself: an alarm, a message, a change of the record, the end of another run. */
export type SystemCommand = WithoutActor<FlowCommand>

/** Carries out a command of the platform on a run; undefined when the run is gone or saw the command before. */
export async function systemCommand(
  unit: Unit,
  instanceId: string,
  command: SystemCommand,
): Promise<Advance | undefined> {
  const stored = await unit.tx.flows.instance(instanceId, { lock: true })
  if (stored === null) return undefined
  const record = await awake(unit, stored)
  // What ends it needs nothing of its record.
  if (record === null && command.type !== 'terminate') {
    await putOff(unit, stored, { instanceId, command })
    return undefined
  }
  const definition = await definitionOf(unit, stored.flow, stored.definitionVersion)
  if (definition === undefined || !(await unit.tx.flows.recordCommand(instanceId, command.commandId)))
    return undefined
  const instance = stored.state as unknown as FlowInstance
  const full: FlowCommand = { ...command, actor: 'system' }
  const read = record === null ? {} : { read: { values: record.values } }
  return step(unit, { definition, instance, title: stored.title, command: full, alone: true, ...read })
}

/** The record of a run, unless that lies in the bin, by itself or with all of its kind. */
export async function awake(
  unit: Unit,
  { entity, recordId }: Pick<FlowInstanceRow, 'entity' | 'recordId'>,
): Promise<StoredRecord | null> {
  if (unit.published.model.entity(entity) === undefined) return null
  return unit.door(automation(unit, 'read')).get(entity, recordId, { rows: 'all' })
}

const hour = 3_600_000

type Slept = { readonly instanceId: string; readonly command: SystemCommand }

/** While a record or its entity lies in the bin its runs sleep: the command is looked at again, and forgotten when the bin let go of it. */
async function putOff(
  unit: Unit,
  of: Pick<FlowInstanceRow, 'entity' | 'recordId'>,
  slept: Slept,
): Promise<void> {
  if (!(await inBin(unit, of))) return
  const { instanceId, command } = slept
  await unit.tx.jobs.add([
    {
      kind: 'flow_command',
      payload: slept as unknown as Json,
      runAt: new Date(Date.parse(unit.now) + hour).toISOString(),
      key: `slept:${instanceId}:${command.commandId}`,
    },
  ])
}

async function inBin(
  unit: Unit,
  { entity, recordId }: Pick<FlowInstanceRow, 'entity' | 'recordId'>,
): Promise<boolean> {
  if (unit.published.model.entity(entity) !== undefined) {
    const door = unit.door(automation(unit, 'read'))
    return (await door.get(entity, recordId, { fields: ['id'], deleted: true })) !== null
  }
  const bin = await unit.tx.design.bin()
  return bin.some((row) => row.kind === 'entity' && row.field === null && row.key === entity)
}

/** A command that slept with its run. */
export async function sleptCommand(unit: Unit, payload: Json): Promise<void> {
  const { instanceId, command } = payload as unknown as Slept
  await systemCommand(unit, instanceId, command)
}
