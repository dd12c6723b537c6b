import type { LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import {
  administratorsOf,
  decisionsOf,
  type Edit,
  type FlowCommand,
  type FlowContext,
  type FlowInstance,
  operationsAt,
  type Picks,
  returnTargets,
  type SignMode,
} from '@mortise/flows'
import type { FlowDocument, RecordValues } from '@mortise/schema'
import type { Actor, FlowItemRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { agentsIn } from './approvals/agents.ts'
import { hasTask } from './approvals/has-task.ts'
import { holdFiles } from './approvals/handed-in.ts'
import { saveItemDraft } from './approvals/item-draft.ts'
import { saveNodeValues } from './approvals/node-values.ts'
import { type PickNeed, pickNeeds } from './approvals/picks.ts'
import { refuseStale } from './approvals/stale.ts'
import { definitionOf } from './definition.ts'
import { holdToForm } from './hold-to-form.ts'
import { labelsAt, nodeFields } from './node-fields.ts'
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
  /** How many of the signers that are added have to agree. */
  readonly mode?: SignMode
  /** An added signer's item that is taken away. */
  readonly remove?: string
  readonly target?: string
  /** Version of the record as it was opened. */
  readonly recordVersion?: number
  /** Files: the handwritten name, and what comes with the decision. */
  readonly signature?: string
  readonly attachments?: readonly string[]
  readonly picks?: Picks
  readonly resume?: 'rerun' | 'toRejecter'
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

/** Who gives a command, in whose place, and what was changed in the record with it. */
type By = { readonly actor: string; readonly onBehalfOf?: string; readonly edits?: readonly Edit[] }
type Making = { readonly [command: string]: (given: ItemRequest, by: By) => FlowCommand }

const head = (given: ItemRequest, { actor, onBehalfOf }: By) => ({
  commandId: given.commandId,
  actor,
  itemId: given.itemId,
  ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  ...(given.itemRev === undefined ? {} : { itemRev: given.itemRev }),
  ...(given.comment === undefined ? {} : { comment: given.comment }),
})
const decided = (given: ItemRequest, by: By) => ({
  ...head(given, by),
  ...(given.signature === undefined ? {} : { signature: given.signature }),
  ...(given.attachments === undefined ? {} : { attachments: given.attachments }),
  ...(given.picks === undefined ? {} : { picks: given.picks }),
  ...(given.resume === undefined ? {} : { resume: given.resume }),
  ...(by.edits === undefined ? {} : { edits: by.edits }),
})
const people = (to: ItemRequest['to']): readonly string[] =>
  to === undefined ? [] : typeof to === 'string' ? [to] : to

/** Commands on items, by the name they have in the API. */
const itemCommands: Making = {
  approve: (given, by) => ({ ...decided(given, by), type: 'approve' }),
  reject: (given, by) => ({ ...decided(given, by), type: 'reject' }),
  complete: (given, by) => ({ ...decided(given, by), type: 'completeWork' }),
  resubmit: (given, by) => ({ ...decided(given, by), type: 'resubmit' }),
  'resolve-delegation': (given, by) => ({ ...decided(given, by), type: 'resolveDelegation' }),
  read: (given, by) => ({ ...head(given, by), type: 'markRead' }),
  claim: (given, by) => ({ ...head(given, by), type: 'claim' }),
  release: (given, by) => ({ ...head(given, by), type: 'release' }),
  'take-back': (given, by) => ({ ...head(given, by), type: 'takeBack' }),
  transfer: (given, by) => ({ ...head(given, by), type: 'transfer', to: people(given.to)[0] ?? '' }),
  delegate: (given, by) => ({ ...head(given, by), type: 'delegate', to: people(given.to)[0] ?? '' }),
  cc: (given, by) => ({ ...head(given, by), type: 'cc', to: people(given.to) }),
  'add-sign': (given, by) => ({
    ...head(given, by),
    type: 'addSign',
    kind: given.kind ?? 'parallel',
    to: people(given.to),
    ...(given.mode === undefined ? {} : { mode: given.mode }),
  }),
  'remove-sign': (given, by) => ({ ...head(given, by), type: 'removeSign', remove: given.remove ?? '' }),
  return: (given, by) => ({ ...head(given, by), type: 'return', target: given.target ?? '' }),
  remind: (given, by) => ({ ...head(given, by), type: 'remind' }),
  comment: (given, by) => ({ ...head(given, by), type: 'comment' }),
}

/** Decisions of the engine that are called otherwise in the API. */
const namesInApi: { readonly [decision: string]: string } = {
  completeWork: 'complete',
  markRead: 'read',
  resolveDelegation: 'resolve-delegation',
}

/**
 * Whether somebody has a part in a run: as its starter, by a task of their own or of somebody they stand in for, or as an
 * administrator, of the workspace or of the flow. To others it does not exist.
 */
export async function mayOpenRun(
  unit: Unit,
  actor: Actor,
  {
    instance,
    definition,
  }: { readonly instance: FlowInstance; readonly definition?: FlowDocument | undefined },
): Promise<boolean> {
  const { userId } = actor
  if (actor.admin || userId === instance.starter || hasTask(instance, userId)) return true
  if (userId === null) return false
  if (definition?.administrators !== undefined && administers(unit, definition, instance).includes(userId))
    return true
  const agentsOf = await agentsIn(unit, instance.flow)
  return instance.items.some((item) => agentsOf(userId, item.assignee) !== undefined)
}

/** Whom a flow names as its administrators, as far as that can be said without its record. */
function administers(unit: Unit, definition: FlowDocument, instance: FlowInstance): readonly string[] {
  const { directory } = unit.people
  const record = { entity: instance.entity, id: instance.recordId, values: {}, isNew: false }
  const ctx = { record, directory } as unknown as FlowContext
  return administratorsOf(engineOf(unit, definition), { instance, ctx, evaluate: () => null })
}

/** Carries out what a person asks of a work item. The same `commandId` counts once. */
export async function commandItem(
  unit: Unit,
  actor: Actor,
  given: ItemRequest,
): Promise<{ readonly status: string; readonly instanceId: string }> {
  const make = Object.hasOwn(itemCommands, given.command) ? itemCommands[given.command] : undefined
  const drafts = given.command === 'draft'
  if (make === undefined && !drafts) throw errors.COMMAND_UNKNOWN({ name: given.command })
  if (actor.userId === null) throw errors.WORK_ITEM_NOT_FOUND()
  const { instance, definition, title } = await loadItem(unit, given.itemId, true)
  if (!(await mayOpenRun(unit, actor, { instance, definition }))) throw errors.WORK_ITEM_NOT_FOUND()
  const answer = { status: instance.status, instanceId: instance.id }
  if (!(await unit.tx.flows.recordCommand(instance.id, given.commandId))) return answer
  const item = instance.items.find((one) => one.id === given.itemId)
  const agentsOf = await agentsIn(unit, instance.flow)
  const assignee = item?.assignee ?? ''
  const standsIn = assignee !== actor.userId && agentsOf(actor.userId, assignee) !== undefined
  const mine = assignee === actor.userId || standsIn
  if (make === undefined) {
    if (!mine) throw errors.WORK_ITEM_NOT_FOUND()
    const { values = {}, comment = null } = given
    await saveItemDraft(unit, actor, given.itemId, { values, comment })
    return answer
  }
  if (item?.state === 'active' && mine)
    await refuseStale(unit, given, {
      instance,
      itemRev: item.rev,
      rights: nodeFields(definition, item.nodeId),
    })
  const { signature, attachments = [], commandId, values, form } = given
  await holdFiles(unit, actor, signature === undefined ? attachments : [signature, ...attachments])
  const at = { definition, instance, item, mine, commandId, values, form }
  const edits = await saveNodeValues(unit, actor, at)
  await holdToForm(unit, actor, {
    definition,
    instance,
    item: mine ? item : undefined,
    command: given.command,
  })
  const by: By = {
    actor: actor.userId,
    ...(standsIn ? { onBehalfOf: assignee } : {}),
    ...(edits.length === 0 ? {} : { edits }),
  }
  const advanced = await step(unit, { definition, instance, title, command: make(given, by) })
  const after = advanced.instance.items.find((one) => one.id === given.itemId)
  if (after !== undefined && after.decidedAt !== null)
    await unit.tx.flows.removeItemDraft(given.itemId, actor.userId)
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
  if (
    !(await mayOpenRun(unit, actor, { instance, definition })) &&
    !(await readsRecordOf(unit, actor, instance))
  )
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
  const command = await withUnsent(unit, make(given, actor.userId ?? ''), instance.id)
  const advanced = await step(unit, { definition, instance, title, command })
  return { status: advanced.instance.status, instanceId: instance.id }
}

/** A recall takes back calls that have not left yet; what they would have done needs no undoing. */
async function withUnsent(unit: Unit, command: FlowCommand, instanceId: string): Promise<FlowCommand> {
  if (command.type !== 'recall') return command
  const jobs = await unit.tx.jobs.withdraw(`call:flow:${instanceId}:`)
  const unsent = jobs.flatMap((job) => {
    const { node } = (job ?? {}) as { readonly node?: Json }
    return typeof node === 'string' ? [node] : []
  })
  return { ...command, unsent }
}

/** What a person may do with an item: the buttons of its action bar. */
export type Operations = {
  readonly decide: readonly string[]
  readonly transfer: boolean
  readonly delegate: boolean
  readonly addSign: readonly string[]
  readonly returnTargets: readonly string[]
  /** Decisions that need a comment; a signature; a file. */
  readonly commentFor: readonly string[]
  readonly signatureFor: readonly string[]
  readonly attachmentFor: readonly string[]
  /** Added signers whom they may take away, by their items. */
  readonly removable: readonly string[]
  readonly claim: boolean
  readonly release: boolean
  readonly takeBack: boolean
  readonly cc: boolean
  readonly remind: boolean
  /** After a return: whether they choose where it goes on. */
  readonly resume: 'rerun' | 'toRejecter' | 'starterChooses' | null
  /** Steps to come whose people they pick. */
  readonly picks: readonly PickNeed[]
  /** Other words on the buttons. */
  readonly labels: { readonly [command: string]: LocalizedText }
  /** For whom they act, where the task is not their own. */
  readonly onBehalfOf: string | null
}

const nothing: Operations = {
  decide: [],
  transfer: false,
  delegate: false,
  addSign: [],
  returnTargets: [],
  commentFor: [],
  signatureFor: [],
  attachmentFor: [],
  removable: [],
  claim: false,
  release: false,
  takeBack: false,
  cc: false,
  remind: false,
  resume: null,
  picks: [],
  labels: {},
  onBehalfOf: null,
}

const named = (list: readonly string[]): readonly string[] => list.map((one) => namesInApi[one] ?? one)

/** What the person may do with an item now. */
export async function operationsFor(unit: Unit, loaded: Loaded, actor: Actor): Promise<Operations> {
  const { instance, definition, row } = loaded
  const item = instance.items.find((one) => one.id === row.id)
  if (item === undefined || actor.userId === null) return nothing
  const engine = engineOf(unit, definition)
  const open = item.state === 'active' || item.state === 'waiting'
  const remind = open && item.kind !== 'read' && (actor.userId === instance.starter || actor.admin)
  const agentsOf = await agentsIn(unit, instance.flow)
  const mine = item.assignee === actor.userId
  if (!mine && agentsOf(actor.userId, item.assignee) === undefined) return { ...nothing, remind }
  const at = operationsAt(engine, item.nodeId)
  const signers = instance.items.filter(
    (one) => one.parentItemId === item.id && (one.state === 'active' || one.state === 'waiting'),
  )
  const beside = {
    ...nothing,
    remind,
    removable: signers.filter((one) => one.kind !== 'delegate').map((one) => one.id),
    takeBack: at.takeBack === true && (item.state === 'approved' || item.state === 'rejected'),
    labels: labelsAt(definition, item.nodeId),
    onBehalfOf: mine ? null : item.assignee,
  }
  if (item.state !== 'active') return beside
  const takes = at.claim === true && item.parentItemId === null && item.reason !== 'empty'
  if (takes && item.claimed !== true) return { ...beside, claim: true }
  const own = item.kind === 'decide' || item.kind === 'work'
  return {
    ...beside,
    decide: named(decisionsOf(engine, item)),
    transfer: at.transfer,
    delegate: at.delegate && item.parentItemId === null,
    addSign: at.addSign,
    returnTargets: returnTargets(engine, instance, item.id),
    commentFor: named(at.commentFor),
    signatureFor: named(at.signatureFor ?? []),
    attachmentFor: named(at.attachmentFor ?? []),
    release: item.claimed === true,
    cc: at.cc === true && item.kind !== 'read',
    resume: instance.resume?.at === item.nodeId ? instance.resume.how : null,
    picks: own ? await pickNeeds(unit, { definition, instance, type: 'previous_pick' }) : [],
  }
}
