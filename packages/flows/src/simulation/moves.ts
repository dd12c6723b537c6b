import { decisionsOf, operationsAt, returnTargets } from '../engine/items.ts'
import type { Engine } from '../engine/run.ts'
import { isOpen } from '../engine/state.ts'
import type { FlowCommand, FlowInstance, WorkItem } from '../types.ts'

/** What may happen next in a run. */
export type Move =
  | {
      readonly type: 'decide'
      readonly itemId: string
      readonly nodeId: string
      readonly person: string
      readonly kind: WorkItem['kind']
      /** Decisions that fit, the usual one first; `claim` alone where the task is still anybody's. */
      readonly commands: readonly string[]
      /** Steps it may be returned to. */
      readonly returnTo: readonly string[]
      readonly transfer: boolean
    }
  | { readonly type: 'hear'; readonly key: string; readonly nodeId: string; readonly name: string }
  | { readonly type: 'ring'; readonly key: string; readonly nodeId: string; readonly at: string }
  /** It can't go on by itself: tried again, or passed over. */
  | {
      readonly type: 'mend'
      readonly incidentId: string
      readonly nodeId: string
      readonly zh: string
      readonly en: string
    }

/** Whether a task has to be taken by somebody before it is decided. */
function isFree(engine: Engine, item: WorkItem): boolean {
  const claims = operationsAt(engine, item.nodeId).claim === true
  return claims && item.parentItemId === null && item.claimed !== true && item.reason !== 'empty'
}

function decisionsFor(engine: Engine, item: WorkItem): readonly string[] {
  if (isFree(engine, item)) return ['claim']
  if (item.kind === 'resubmit') return ['resubmit']
  if (item.kind === 'delegate') return ['resolveDelegation']
  return decisionsOf(engine, item)
}

/** What may happen next in a run, people first, then the clock: what a simulation offers. */
export function movesAt(engine: Engine, instance: FlowInstance): readonly Move[] {
  if (instance.status !== 'running') return []
  const decisions = instance.items
    .filter((item) => item.state === 'active' && isOpen(item))
    .map((item): Move => {
      const free = isFree(engine, item)
      const own = !free && (item.kind === 'decide' || item.kind === 'work')
      return {
        type: 'decide',
        itemId: item.id,
        nodeId: item.nodeId,
        person: item.assignee,
        kind: item.kind,
        commands: decisionsFor(engine, item),
        returnTo: own ? returnTargets(engine, instance, item.id) : [],
        transfer: own && operationsAt(engine, item.nodeId).transfer,
      }
    })
  const news = (instance.subscriptions ?? [])
    .filter(({ kind }) => kind !== 'condition')
    .map(({ key, nodeId, name, boundary }): Move => ({ type: 'hear', key, nodeId: boundary ?? nodeId, name }))
  const alarms = instance.timers
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ key, nodeId, at, boundary }): Move => ({ type: 'ring', key, nodeId: boundary ?? nodeId, at }))
  const stuck = instance.incidents
    .filter(({ open }) => open)
    .map(({ id, nodeId, zh, en }): Move => ({ type: 'mend', incidentId: id, nodeId, zh, en }))
  return [...stuck, ...decisions, ...news, ...alarms]
}

/** What would come from outside: a run that was started ends well, then what is waited for is said. */
function nextNews(instance: FlowInstance, commandId: string): FlowCommand | undefined {
  const head = { commandId, actor: 'system' } as const
  const child = instance.children?.find((one) => one.status === 'running')
  if (child !== undefined)
    return { ...head, type: 'childEnded', key: child.key, status: 'approved', variables: {} }
  const heard = instance.subscriptions?.find((one) => one.kind !== 'condition' && one.boundary === undefined)
  return heard === undefined ? undefined : { ...head, type: 'messageArrived', key: heard.key, data: null }
}

/** What everybody would do next: agree, else news come, else the clock goes on to the next alarm, at `now`. */
export function usualCommand(
  engine: Engine,
  instance: FlowInstance,
  commandId: string,
): { readonly command: FlowCommand; readonly now?: string } | undefined {
  const item = instance.items.find((one) => one.state === 'active' && isOpen(one))
  if (item !== undefined) {
    const by = { commandId, actor: item.assignee, itemId: item.id }
    if (isFree(engine, item)) return { command: { ...by, type: 'claim' } }
    const type = item.kind === 'work' ? 'completeWork' : item.kind === 'resubmit' ? 'resubmit' : 'approve'
    return { command: { ...by, type, comment: '-', signature: '-', attachments: ['-'] } }
  }
  const news = nextNews(instance, commandId)
  if (news !== undefined) return { command: news }
  const timer = [...instance.timers].sort((a, b) => (a.at < b.at ? -1 : 1))[0]
  if (timer === undefined) return undefined
  return { command: { type: 'timerDue', commandId, actor: 'system', key: timer.key }, now: timer.at }
}
