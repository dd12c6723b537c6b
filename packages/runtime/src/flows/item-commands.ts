import type { Edit, FlowCommand, Picks, SignMode } from '@mortise/flows'
import type { RecordValues } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { errors } from '../errors.ts'
import { agentsIn } from './approvals/agents.ts'
import { holdFiles } from './approvals/handed-in.ts'
import { saveItemDraft } from './approvals/item-draft.ts'
import { saveNodeValues } from './approvals/node-values.ts'
import { refuseStale } from './approvals/stale.ts'
import { holdToForm } from './hold-to-form.ts'
import { nodeFields } from './node-fields.ts'
import { loadItem, mayOpenRun } from './opened.ts'
import { step } from './step.ts'

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
  const { instance, definition, title, row } = await loadItem(unit, given.itemId, true)
  if (!(await mayOpenRun(unit, actor, { instance, definition }))) throw errors.WORK_ITEM_NOT_FOUND()
  // Its record lies in the bin.
  if (row.state === 'aside') throw errors.RECORD_NOT_FOUND()
  const answer = { status: instance.status, instanceId: instance.id }
  const [isNew, agentsOf] = await Promise.all([
    unit.tx.flows.recordCommand(instance.id, given.commandId),
    agentsIn(unit, instance.flow),
  ])
  if (!isNew) return answer
  const item = instance.items.find((one) => one.id === given.itemId)
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
  const read = await holdToForm(unit, actor, {
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
  const command = make(given, by)
  const advanced = await step(unit, { definition, instance, title, command, ...(read && { read }) })
  const after = advanced.instance.items.find((one) => one.id === given.itemId)
  if (after !== undefined && after.decidedAt !== null)
    await unit.tx.flows.removeItemDraft(given.itemId, actor.userId)
  return { status: advanced.instance.status, instanceId: instance.id }
}
