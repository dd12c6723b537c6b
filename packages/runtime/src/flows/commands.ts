import type { Json } from '@mortise/expressions'
import { decisionsOf, type FlowCommand, type FlowInstance, operationsAt, returnTargets } from '@mortise/flows'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor, FlowItemRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { rootCause } from '../records/cause.ts'
import { actingFor } from '../context/acting.ts'
import { entityFor } from '../records/entity-for.ts'
import { saveRecord } from '../records/save.ts'
import { definitionOf } from './definition.ts'
import { holdToForm } from './hold-to-form.ts'
import { nodeFields, unwritableAt } from './node-fields.ts'
import { engineOf, step } from './step.ts'

/** What a person asks of a work item, beside the command's name. */
export type ItemRequest = {
  readonly itemId: string
  readonly command: string
  readonly commandId: string
  readonly itemRev?: number
  readonly comment?: string
  readonly to?: string | readonly string[]
  readonly kind?: 'before' | 'after' | 'parallel'
  readonly target?: string
  /** Fields the node lets the person write, saved with the decision. */
  readonly values?: RecordValues
  /** The form they were filled in with, by its key: its rules hold as well. */
  readonly form?: string
}

type Loaded = {
  readonly row: FlowItemRow
  readonly instance: FlowInstance
  readonly definition: FlowDocument
  readonly title: string
}

/** Reads an item with its instance, locked when it is to be changed. */
export async function loadItem(unit: Unit, itemId: string, lock: boolean): Promise<Loaded> {
  const row = await unit.tx.flows.item(itemId)
  const stored = row === null ? null : await unit.tx.flows.instance(row.instanceId, { lock })
  if (row === null || stored === null) throw errors.WORK_ITEM_NOT_FOUND()
  const definition = await definitionOf(unit, stored.flow, stored.definitionVersion)
  if (definition === undefined) throw errors.FLOW_NOT_FOUND({ name: stored.flow })
  return { row, instance: stored.state as unknown as FlowInstance, definition, title: stored.title }
}

type Making = { readonly [command: string]: (given: ItemRequest, actor: string) => FlowCommand }

const head = (given: ItemRequest, actor: string) => ({
  commandId: given.commandId,
  actor,
  itemId: given.itemId,
  ...(given.itemRev === undefined ? {} : { itemRev: given.itemRev }),
  ...(given.comment === undefined ? {} : { comment: given.comment }),
})
const people = (to: ItemRequest['to']): readonly string[] =>
  to === undefined ? [] : typeof to === 'string' ? [to] : to

/** Commands on items, by the name they have in the API. */
const itemCommands: Making = {
  approve: (given, actor) => ({ ...head(given, actor), type: 'approve' }),
  reject: (given, actor) => ({ ...head(given, actor), type: 'reject' }),
  complete: (given, actor) => ({ ...head(given, actor), type: 'completeWork' }),
  resubmit: (given, actor) => ({ ...head(given, actor), type: 'resubmit' }),
  read: (given, actor) => ({ ...head(given, actor), type: 'markRead' }),
  transfer: (given, actor) => ({ ...head(given, actor), type: 'transfer', to: people(given.to)[0] ?? '' }),
  delegate: (given, actor) => ({ ...head(given, actor), type: 'delegate', to: people(given.to)[0] ?? '' }),
  'add-sign': (given, actor) => ({
    ...head(given, actor),
    type: 'addSign',
    kind: given.kind ?? 'parallel',
    to: people(given.to),
  }),
  return: (given, actor) => ({ ...head(given, actor), type: 'return', target: given.target ?? '' }),
  remind: (given, actor) => ({ ...head(given, actor), type: 'remind' }),
  comment: (given, actor) => ({ ...head(given, actor), type: 'comment' }),
}

/** Decisions of the engine that are called otherwise in the API. */
const namesInApi: { readonly [decision: string]: string } = { completeWork: 'complete', markRead: 'read' }

/** Whether somebody has a part in a run: as its starter, by a task, or as an administrator. To others it does not exist. */
export function mayOpenRun(actor: Actor, instance: FlowInstance): boolean {
  return (
    actor.admin ||
    actor.userId === instance.starter ||
    instance.items.some((item) => item.assignee === actor.userId || item.owner === actor.userId)
  )
}

/** Carries out what a person asks of a work item. The same `commandId` counts once. */
export async function commandItem(
  unit: Unit,
  actor: Actor,
  given: ItemRequest,
): Promise<{ readonly status: string; readonly instanceId: string }> {
  const make = Object.hasOwn(itemCommands, given.command) ? itemCommands[given.command] : undefined
  if (make === undefined) throw errors.COMMAND_UNKNOWN({ name: given.command })
  if (actor.userId === null) throw errors.WORK_ITEM_NOT_FOUND()
  const { instance, definition, title } = await loadItem(unit, given.itemId, true)
  if (!mayOpenRun(actor, instance)) throw errors.WORK_ITEM_NOT_FOUND()
  if (!(await unit.tx.flows.recordCommand(instance.id, given.commandId)))
    return { status: instance.status, instanceId: instance.id }
  await saveNodeValues(unit, actor, { definition, instance, given })
  const item = instance.items.find((one) => one.id === given.itemId)
  await holdToForm(unit, actor, { definition, instance, item, command: given.command })
  const advanced = await step(unit, { definition, instance, title, command: make(given, actor.userId) })
  return { status: advanced.instance.status, instanceId: instance.id }
}

async function readsRecordOf(unit: Unit, actor: Actor, { entity, recordId }: FlowInstance): Promise<boolean> {
  if (unit.published.access(actor).entity(entity) === undefined) return false
  return (await unit.door(actor).get(entity, recordId, { fields: ['id'] })) !== null
}

/** What is asked of a run as a whole, beside the command's name. */
export type RunRequest = {
  readonly instanceId: string
  readonly command: string
  readonly commandId: string
  readonly comment?: string
  /** For a jump and for bringing a run back: the node. */
  readonly target?: string
  readonly tokenId?: string
  readonly mode?: 'this' | 'all'
  readonly incidentId?: string
}

type RunMaking = { readonly [command: string]: (given: RunRequest, actor: string) => FlowCommand }

const runHead = ({ commandId, comment }: RunRequest, actor: string) => ({
  commandId,
  actor,
  ...(comment === undefined ? {} : { comment }),
})

/** Commands on runs, by the name they have in the API. The engine knows whose they are. */
const runCommands: RunMaking = {
  recall: (given, actor) => ({ ...runHead(given, actor), type: 'recall' }),
  terminate: (given, actor) => ({ ...runHead(given, actor), type: 'terminate' }),
  suspend: (given, actor) => ({ ...runHead(given, actor), type: 'suspend' }),
  resume: (given, actor) => ({ ...runHead(given, actor), type: 'resume' }),
  reactivate: (given, actor) => ({
    ...runHead(given, actor),
    type: 'reactivate',
    target: given.target ?? '',
  }),
  jump: (given, actor) => ({
    ...runHead(given, actor),
    type: 'jump',
    target: given.target ?? '',
    ...(given.tokenId === undefined ? {} : { tokenId: given.tokenId }),
    ...(given.mode === undefined ? {} : { mode: given.mode }),
  }),
  complete: (given, actor) => ({
    ...runHead(given, actor),
    type: 'completeNow',
    tokenId: given.tokenId ?? '',
  }),
  retry: (given, actor) => ({
    ...runHead(given, actor),
    type: 'retryIncident',
    incidentId: given.incidentId ?? '',
  }),
  skip: (given, actor) => ({
    ...runHead(given, actor),
    type: 'skipIncident',
    incidentId: given.incidentId ?? '',
  }),
}

/** A run to be changed, with the definition it is on. To people without a part in it it does not exist. */
export async function openRun(
  unit: Unit,
  actor: Actor,
  instanceId: string,
): Promise<{ readonly instance: FlowInstance; readonly definition: FlowDocument; readonly title: string }> {
  const stored = await unit.tx.flows.instance(instanceId, { lock: true })
  const definition =
    stored === null ? undefined : await definitionOf(unit, stored.flow, stored.definitionVersion)
  if (stored === null || definition === undefined || actor.userId === null) throw errors.WORK_ITEM_NOT_FOUND()
  const instance = stored.state as unknown as FlowInstance
  if (!mayOpenRun(actor, instance) && !(await readsRecordOf(unit, actor, instance)))
    throw errors.WORK_ITEM_NOT_FOUND()
  return { instance, definition, title: stored.title }
}

/** Carries out what somebody asks of a run as a whole. The same `commandId` counts once. */
export async function commandInstance(
  unit: Unit,
  actor: Actor,
  given: RunRequest,
): Promise<{ readonly status: string; readonly instanceId: string }> {
  const make = Object.hasOwn(runCommands, given.command) ? runCommands[given.command] : undefined
  if (make === undefined) throw errors.COMMAND_UNKNOWN({ name: given.command })
  const { instance, definition, title } = await openRun(unit, actor, given.instanceId)
  if (!(await unit.tx.flows.recordCommand(instance.id, given.commandId)))
    return { status: instance.status, instanceId: instance.id }
  const command = make(given, actor.userId ?? '')
  const advanced = await step(unit, { definition, instance, title, command })
  return { status: advanced.instance.status, instanceId: instance.id }
}

async function saveNodeValues(
  unit: Unit,
  actor: Actor,
  at: { readonly definition: FlowDocument; readonly instance: FlowInstance; readonly given: ItemRequest },
): Promise<void> {
  const { definition, instance, given } = at
  const values = Object.entries(given.values ?? {})
  if (values.length === 0) return
  const item = instance.items.find((one) => one.id === given.itemId)
  const rights = nodeFields(definition, item?.nodeId ?? '')
  const refused = values.find(([field]) => (rights[field] ?? rights['*']) !== 'write')
  if (refused !== undefined || item?.assignee !== actor.userId)
    throw errors.FORBIDDEN({ what: refused?.[0] ?? 'write' })
  // What the approver filled in goes in with the rights of the flow's role; without one, with the approver's own.
  const acting = actingFor(unit, actor, { ...definition, via: `flow:${definition.key}` })
  await saveRecord(
    unit,
    { ...acting, typed: true },
    {
      request: {
        op: 'update',
        entity: instance.entity,
        id: instance.recordId,
        values: Object.fromEntries(values) as { readonly [key: string]: Json },
        ignoreDuplicates: true,
        ...(given.form === undefined
          ? {}
          : { form: given.form, unwritable: unwritableAt(entityFor(unit, acting, instance.entity), rights) }),
      },
      cause: rootCause(`flow:${instance.id}:${given.commandId}`),
    },
  )
}

/** What a person may do with an item: the buttons of its action bar. */
export type Operations = {
  readonly decide: readonly string[]
  readonly transfer: boolean
  readonly delegate: boolean
  readonly addSign: readonly string[]
  readonly returnTargets: readonly string[]
  /** Decisions that need a comment. */
  readonly commentFor: readonly string[]
}

/** What the person may do with an item now. */
export function operationsFor(unit: Unit, loaded: Loaded, actor: Actor): Operations {
  const item = loaded.instance.items.find((one) => one.id === loaded.row.id)
  const engine = engineOf(unit, loaded.definition)
  if (item === undefined || item.state !== 'active' || item.assignee !== actor.userId)
    return { decide: [], transfer: false, delegate: false, addSign: [], returnTargets: [], commentFor: [] }
  const { transfer, delegate, addSign, commentFor } = operationsAt(engine, item.nodeId)
  return {
    decide: decisionsOf(engine, item).map((one) => namesInApi[one] ?? one),
    transfer,
    delegate,
    addSign,
    returnTargets: returnTargets(engine, loaded.instance, item.id),
    commentFor,
  }
}
