import { type Locale, say } from '@mortise/errors'
import { errors } from '../errors.ts'
import type { CommandOf, FlowCommand, WorkItem } from '../types.ts'
import { claim, release } from './claims.ts'
import { copyTo, delegate, reassign, transfer } from './hand-on.ts'
import {
  type ActingFor,
  actAs,
  decisionsOf,
  openItem,
  operationsAt,
  returnTargets,
  settleItem,
  tokenOfItem,
} from './items.ts'
import { checkPicks, keepPicks } from './picks.ts'
import { addSign, removeSign } from './signs.ts'
import { takeBack } from './take-back.ts'
import { isAdmin, type Run, tellItem, tokenOf } from './run.ts'
import { isOpen } from './state.ts'
import { completeNow, jump, reactivate, resume, suspend } from './admin.ts'
import { compensate } from './compensate.ts'
import { createToken } from './consume.ts'
import { childEnded, messageArrived, recordChanged, timerDue } from './outside.ts'
import { returnTo } from './return-to.ts'
import { endInstance, enterNode, skipNode, startVariables, tellNode } from './tokens.ts'
import { undoWrites } from './write-backs.ts'

type Type = FlowCommand['type']
type Command<T extends Type> = CommandOf<T>
type Handler<T extends Type> = (run: Run, command: Command<T>) => void

function start(run: Run): void {
  if (run.state.seq > 0) throw errors.FLOW_STARTED()
  const node = run.engine.definition.nodes.find((one) => run.engine.nodes.find(one.type)?.role === 'start')
  if (run.state.picks !== undefined) checkPicks(run, run.state.picks, 'starter_pick')
  run.emit('started', { nodeId: node?.id ?? null })
  // What a run was given by another goes before what it would begin with.
  const begun = Object.entries(startVariables(run))
  const values = Object.fromEntries(begun.filter(([key]) => !Object.hasOwn(run.state.variables, key)))
  if (Object.keys(values).length > 0) run.emit('variables_set', { data: { values } })
  if (node !== undefined)
    createToken(run, { nodeId: node.id, viaEdgeId: null, path: [], round: run.state.round })
}

type Decide = Command<'approve' | 'reject' | 'completeWork' | 'resubmit' | 'resolveDelegation'>

/** What a node wants with a decision: words, a signature, a file. Somebody who only gives an opinion is not asked. */
function checkHandedIn(run: Run, command: Decide, item: WorkItem): void {
  const { commentFor, signatureFor = [], attachmentFor = [] } = operationsAt(run.engine, item.nodeId)
  const comment = command.comment?.trim() ?? ''
  if (comment === '' && commentFor.includes(command.type)) throw errors.FLOW_COMMENT_REQUIRED()
  if (item.kind === 'delegate') return
  const { signature = '', attachments = [] } = command
  if (signature === '' && signatureFor.includes(command.type)) throw errors.FLOW_SIGNATURE_REQUIRED()
  if (attachments.length === 0 && attachmentFor.includes(command.type))
    throw errors.FLOW_ATTACHMENT_REQUIRED()
}

/** Values of the fields that steps to come watch, as they are approved now. */
function watchedNow(run: Run): Pick<WorkItem, 'watched'> {
  const { nodes } = run.engine.definition
  const fields = nodes.flatMap((node) => operationsAt(run.engine, node.id).watch ?? [])
  if (fields.length === 0) return {}
  const { values } = run.ctx.record
  return { watched: Object.fromEntries(fields.map((field) => [field, values[field] ?? null])) }
}

function decideItem(run: Run, command: Decide): void {
  const item = openItem(run, command)
  const acting: ActingFor = actAs(run, command, item)
  if (!decisionsOf(run.engine, item).includes(command.type))
    throw errors.FLOW_OPERATION_OFF({ operation: command.type })
  const takes = operationsAt(run.engine, item.nodeId).claim === true && item.parentItemId === null
  if (takes && item.claimed !== true && item.reason !== 'empty') throw errors.FLOW_CLAIM_FIRST()
  checkHandedIn(run, command, item)
  const comment = command.comment?.trim() ?? ''
  if (command.edits !== undefined && command.edits.length > 0)
    run.emit('item_edited', { nodeId: item.nodeId, itemId: item.id, data: { edits: command.edits } })
  keepPicks(run, command.picks)
  if (command.resume !== undefined) run.resume = command.resume
  const { signature, attachments = [] } = command
  const state = command.type === 'reject' ? 'rejected' : 'approved'
  const decided: WorkItem = {
    ...item,
    state,
    comment: comment || null,
    decidedAt: run.ctx.now,
    rev: item.rev + 1,
    ...acting,
    ...(signature === undefined || signature === '' ? {} : { signature }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(state === 'approved' ? watchedNow(run) : {}),
  }
  settleItem(run, decided, `item_${state}`)
}

function markRead(run: Run, command: Command<'markRead'>): void {
  const item = openItem(run, command)
  if (item.kind !== 'read') {
    // A task stays what it is: only that it was seen is told, once.
    if (item.readAt === undefined) tellItem(run, 'item_seen', { ...item, readAt: run.ctx.now })
    return
  }
  tellItem(run, 'item_read', {
    ...item,
    state: 'approved',
    readAt: run.ctx.now,
    decidedAt: run.ctx.now,
    rev: item.rev + 1,
  })
}

function returnItem(run: Run, command: Command<'return'>): void {
  const item = openItem(run, command)
  const targets = returnTargets(run.engine, run.state, item.id)
  const isStart = (id: string): boolean => {
    const node = run.graph.node(id)
    return node !== undefined && run.engine.nodes.find(node.type)?.role === 'start'
  }
  const target =
    command.target === '$start' ? targets.find(isStart) : targets.find((id) => id === command.target)
  if (target === undefined) {
    const node = run.graph.node(command.target)
    throw errors.FLOW_RETURN_TARGET({ target: say(node?.name, 'zh') || command.target })
  }
  const comment = command.comment ?? null
  const state = { state: 'returned', comment, decidedAt: run.ctx.now, rev: item.rev + 1 } as const
  tellItem(run, 'item_returned', { ...item, ...state, ...actAs(run, command, item) }, { target })
  returnTo(run, tokenOfItem(run, item), target, operationsAt(run.engine, item.nodeId).resume)
}

function recall(run: Run, command: Command<'recall'>): void {
  if (command.actor !== run.state.starter) throw errors.FLOW_NOT_YOURS()
  const allowed = run.engine.definition.start.recall ?? 'beforeFirstAction'
  const acted = run.state.items.some((item) => item.decidedAt !== null && !isAutomatic(item))
  if (allowed === 'never' || (allowed === 'beforeFirstAction' && acted)) throw errors.FLOW_RECALL_REFUSED()
  run.emit('recalled', { data: { comment: command.comment ?? null } })
  compensate(run, [], command.unsent)
  undoWrites(run)
  endInstance(run, 'recalled')
}

function isAutomatic(item: WorkItem): boolean {
  return item.state === 'skipped' || item.state === 'canceled' || item.kind === 'read'
}

function terminate(run: Run, command: Command<'terminate'>): void {
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  run.emit('terminated', { data: { comment: command.comment ?? null } })
  endInstance(run, 'terminated')
}

function remind(run: Run, command: Command<'remind'>): void {
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  if (command.actor !== run.state.starter && !isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  if (!isOpen(item)) throw errors.FLOW_ITEM_CLOSED()
  const every = run.engine.definition.remindEvery ?? 'PT10M'
  if (item.remindedAt !== null && run.ctx.action.addTime(item.remindedAt, every) > run.ctx.now)
    throw errors.FLOW_REMIND_TOO_SOON()
  tellItem(run, 'item_reminded', { ...item, remindedAt: run.ctx.now })
  const { entity, recordId } = run.state
  const what = (locale: Locale): string =>
    `${say(run.engine.definition.label, locale)} · ${say(run.graph.node(item.nodeId)?.name, locale) || item.nodeId}`
  const title = { zh: `催办：${what('zh')}`, en: `Please hurry: ${what('en')}` }
  const body = command.comment === undefined ? {} : { body: command.comment }
  run.effects.push({ type: 'notify', to: [item.assignee], title, ...body, entity, recordId })
}

function comment(run: Run, command: Command<'comment'>): void {
  const item = run.state.items.find((one) => one.id === command.itemId)
  if (item === undefined) throw errors.FLOW_ITEM_UNKNOWN()
  run.emit('commented', { nodeId: item.nodeId, itemId: item.id, data: { comment: command.comment ?? '' } })
}

function jobResult(run: Run, command: Command<'jobResult'>): void {
  const token = tokenOf(run, command.tokenId)
  if (token === undefined) return
  run.emit('job_result', { nodeId: token.nodeId, data: { ok: command.ok, result: command.data } })
  tellNode(run, token, { type: 'job_result', ok: command.ok, data: command.data })
}

function openIncident(
  run: Run,
  command: Command<'retryIncident' | 'skipIncident'>,
): ReturnType<typeof tokenOf> {
  if (!isAdmin(run)) throw errors.FLOW_NOT_YOURS()
  const incident = run.state.incidents.find((one) => one.id === command.incidentId && one.open)
  const token = incident === undefined ? undefined : tokenOf(run, incident.tokenId)
  if (incident === undefined || token === undefined) throw errors.FLOW_INCIDENT_UNKNOWN()
  run.emit('incident_closed', {
    nodeId: token.nodeId,
    data: { incident: { ...incident, open: false }, by: command.type, comment: command.comment ?? null },
  })
  return token
}

function retryIncident(run: Run, command: Command<'retryIncident'>): void {
  const token = openIncident(run, command)
  if (token !== undefined) enterNode(run, token, true)
}

function skipIncident(run: Run, command: Command<'skipIncident'>): void {
  const token = openIncident(run, command)
  if (token !== undefined) skipNode(run, token, 'incident')
}

/** What each command does. */
const handlers: { readonly [T in Type]: Handler<T> } = {
  start,
  approve: decideItem,
  reject: decideItem,
  completeWork: decideItem,
  resubmit: decideItem,
  markRead,
  transfer,
  reassign,
  delegate,
  resolveDelegation: decideItem,
  addSign,
  removeSign,
  claim,
  release,
  takeBack,
  cc: copyTo,
  return: returnItem,
  recall,
  terminate,
  remind,
  comment,
  timerDue,
  jobResult,
  retryIncident,
  skipIncident,
  messageArrived,
  recordChanged,
  childEnded,
  suspend,
  resume,
  jump,
  reactivate,
  completeNow,
}

/** Commands that make sense after the end. */
const afterEnd: readonly Type[] = ['markRead', 'comment', 'reactivate']
/** Commands of the system that come late without harm. */
const late: readonly Type[] = ['timerDue', 'jobResult', 'messageArrived', 'recordChanged', 'childEnded']
/** Commands that make sense while nothing may move; what comes from outside is kept until then. */
const whileSuspended: readonly Type[] = [
  ...afterEnd,
  ...late,
  'resume',
  'suspend',
  'recall',
  'terminate',
  'jump',
]
/** Commands on an item say more precisely themselves what is wrong after the end. */
const onItem: readonly Type[] = [
  'reassign',
  'approve',
  'reject',
  'completeWork',
  'resubmit',
  'transfer',
  'delegate',
  'addSign',
  'return',
  'remind',
  'resolveDelegation',
  'removeSign',
  'claim',
  'release',
]

/** Applies one command to the run. Throws the package's errors; then nothing of it counts. */
export function carryOut(run: Run, command: FlowCommand): void {
  if (run.state.status !== 'running' && ![...afterEnd, ...onItem].includes(command.type)) {
    if (late.includes(command.type)) return
    throw errors.FLOW_ENDED()
  }
  if (late.includes(command.type) && command.actor !== 'system') throw errors.FLOW_NOT_YOURS()
  if (run.state.suspended === true && !whileSuspended.includes(command.type)) throw errors.FLOW_SUSPENDED()
  const handler = handlers[command.type] as Handler<Type>
  handler(run, command)
}
