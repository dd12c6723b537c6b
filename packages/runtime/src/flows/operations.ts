import type { LocalizedText } from '@mortise/errors'
import { decisionsOf, operationsAt, returnTargets } from '@mortise/flows'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import { agentsIn } from './approvals/agents.ts'
import { type PickNeed, pickNeeds } from './approvals/picks.ts'
import { labelsAt } from './node-fields.ts'
import type { Loaded } from './opened.ts'
import { engineOf } from './step.ts'

/** Decisions of the engine that are called otherwise in the API. */
const namesInApi: { readonly [decision: string]: string } = {
  completeWork: 'complete',
  markRead: 'read',
  resolveDelegation: 'resolve-delegation',
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
