import type { Expression, Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { NodeContext, NodeOutcome, StartChild } from '../../types.ts'
import { leaveByAll, leaveByOne } from '../edges.ts'
import { checkMulti, elementsOf, isEnough, multiSettings, type MultiSettings } from '../multi.ts'
import { dataExpressions } from '../publish.ts'
import { activitySettings, checkGuard } from '../shared-settings.ts'

const deepest = 8

type CallSettings = MultiSettings & {
  readonly flow?: string
  readonly async?: boolean
  /** Field of the record that links to the one the flow is about; the same record when absent. */
  readonly record?: string
  readonly entity?: string
  /** Field with the person who counts as its starter; the starter of this run when absent. */
  readonly starter?: string
  readonly in?: { readonly [variable: string]: Expression }
  readonly out?: { readonly [variable: string]: string }
  readonly onRejected?: 'continue' | 'reject' | 'return'
  readonly maxDepth?: number
  /** What becomes of those that still run when enough have ended. */
  readonly rest?: 'cancel' | 'continue'
}

function settingsOf(node: FlowNodeDocument): CallSettings {
  return node as CallSettings
}

function idOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  const id = typeof value === 'object' && value !== null ? (value as { readonly id?: Json }).id : undefined
  return typeof id === 'string' ? id : undefined
}

function starterOf({ starter }: CallSettings, ctx: NodeContext): string {
  const found = starter === undefined ? undefined : idOf(ctx.record.values[starter])
  if (found !== undefined && ctx.directory.user(found)?.active === true) return found
  // Named but empty: an administrator stands in; it must not silently be somebody else's.
  return starter === undefined
    ? ctx.instance.starter
    : (ctx.directory.admins().find((user) => user.active)?.id ?? ctx.instance.starter)
}

function incident(code: string, zh: string, en: string): NodeOutcome {
  return { move: { type: 'incident', code, zh, en } }
}

function childFor(
  node: FlowNodeDocument,
  ctx: NodeContext,
  at: { index: number; item: Json },
): StartChild | NodeOutcome {
  const settings = settingsOf(node)
  const linked = settings.record === undefined ? undefined : idOf(ctx.record.values[settings.record])
  if (settings.record !== undefined && linked === undefined)
    return incident(
      'FLOW_CHILD_RECORD',
      '关联的记录为空，无法发起子流程',
      'the linked record is empty; no flow can be started on it',
    )
  const names = { item: at.item, index: at.index }
  const given = Object.entries(settings.in ?? {}).map(([key, expr]) => [key, ctx.evaluateWith(expr, names)])
  return {
    index: at.index,
    flow: settings.flow ?? '',
    entity: linked === undefined ? ctx.record.entity : (settings.entity ?? ctx.record.entity),
    recordId: linked ?? ctx.record.id,
    starter: starterOf(settings, ctx),
    variables: Object.fromEntries([
      ...given,
      ['item', at.item],
      ['index', at.index],
    ]) as StartChild['variables'],
  }
}

function isMany(node: FlowNodeDocument): boolean {
  const { collection, rows, cardinality } = settingsOf(node)
  return collection !== undefined || rows !== undefined || cardinality !== undefined
}

/** Leaves by the plain way; nothing was decided. */
function goOn(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const edges = ctx.outgoing.filter((edge) => edge.outcome !== 'rejected')
  return edges.length === 0 ? leaveByAll({ ...ctx, outgoing: [] }) : leaveByOne(node, edges, ctx)
}

/** What the runs are about: as it was when the first of them started. */
function listOf(node: FlowNodeDocument, ctx: NodeContext): ReturnType<typeof elementsOf> {
  return ctx.children[0]?.elements ?? (isMany(node) ? elementsOf(node, ctx) : [null])
}

function enter(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const { async = false, sequential = false, maxDepth = deepest } = settingsOf(node)
  if ((ctx.instance.parent?.depth ?? 0) >= Math.min(maxDepth, deepest))
    return incident(
      'FLOW_DEPTH',
      '子流程嵌套太深，请检查是否互相调用',
      'flows call each other too deeply; look for a circle',
    )
  const broken = ctx.children.filter(({ status }) => status === 'failed')
  const elements = listOf(node, ctx)
  if ('move' in elements) return elements
  const all = elements.map((item, index) => ({ index, item }))
  const first = !async && sequential ? all.slice(0, 1) : all
  // Tried again: those that have ended well, or still run, need not be asked once more.
  const wanted =
    broken.length === 0 ? first : all.filter((one) => broken.some(({ index }) => index === one.index))
  const start: StartChild[] = []
  for (const one of wanted) {
    const child = childFor(node, ctx, one)
    if ('move' in child) return child
    start.push(one.index === 0 && isMany(node) && !async ? { ...child, elements } : child)
  }
  if (async) return { ...goOn(node, ctx), start, letGo: true }
  return start.length === 0 ? goOn(node, ctx) : { move: { type: 'wait' }, start }
}

/** Variables of the ended runs: a value of one, a list of many. */
function results(node: FlowNodeDocument, ctx: NodeContext): { readonly [key: string]: Json } {
  const { out = {} } = settingsOf(node)
  const ended = ctx.children.filter((one) => one.status !== 'running')
  return Object.fromEntries(
    Object.entries(out).map(([to, from]): [string, Json] => [
      to,
      isMany(node) ? ended.map((one) => one.variables[from] ?? null) : (ended[0]?.variables[from] ?? null),
    ]),
  )
}

function finish(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const { onRejected = 'reject' } = settingsOf(node)
  const ended = ctx.children.filter((one) => one.status !== 'running')
  const outcome = ended.every((one) => one.status === 'approved') ? 'approved' : 'rejected'
  const variables = { ...results(node, ctx), outcome }
  const fitting = ctx.outgoing.filter((edge) => edge.outcome === outcome)
  const plain = ctx.outgoing.filter((edge) => edge.outcome === undefined)
  if (fitting.length > 0) return { ...leaveByOne(node, fitting, ctx), variables }
  if (outcome === 'rejected' && onRejected === 'reject')
    return { move: { type: 'end', status: 'rejected' }, variables }
  if (outcome === 'rejected' && onRejected === 'return')
    return { move: { type: 'return', target: '$start' }, variables }
  return plain.length === 0
    ? { move: { type: 'consume' }, variables }
    : { ...leaveByOne(node, plain, ctx), variables }
}

function afterChild(node: FlowNodeDocument, ctx: NodeContext): NodeOutcome {
  const { sequential = false } = settingsOf(node)
  const broken = ctx.children.find((one) => one.status === 'failed')
  if (broken !== undefined)
    return incident(
      'CHILD_FAILED',
      '子流程异常结束，请处理后重试',
      'a flow started here has failed; look at it and try again',
    )
  const elements = listOf(node, ctx)
  if ('move' in elements) return elements
  const completed = ctx.children.filter((one) => one.status !== 'running')
  const counts = {
    instances: Math.max(elements.length, ctx.children.length),
    completed: completed.length,
    active: ctx.children.length - completed.length,
    passed: completed.filter((one) => one.status === 'approved').length,
  }
  if (isEnough(node, counts, ctx))
    return { ...finish(node, ctx), letGo: settingsOf(node).rest === 'continue' }
  const next = ctx.children.length
  if (sequential && next < elements.length) {
    const child = childFor(node, ctx, { index: next, item: elements[next] ?? null })
    return 'move' in child ? child : { move: { type: 'wait' }, start: [child] }
  }
  return counts.active > 0 ? { move: { type: 'wait' } } : finish(node, ctx)
}

/** Starts another flow, once or for each of a list, and waits for it or goes on. */
export const callActivity: NodeType = defineNode({
  type: 'call_activity',
  version: 1,
  label: { zh: '调用流程', en: 'Call flow' },
  icon: 'workflow',
  group: 'scope',
  settings: [
    setting('flow', { zh: '哪个流程', en: 'Flow' }, { editor: 'flow', required: true }),
    setting('async', { zh: '不等它结束', en: 'Do not wait for it' }, { type: 'boolean' }),
    setting('record', { zh: '在关联的记录上发起', en: 'On a linked record' }, { editor: 'link_field' }),
    setting('entity', { zh: '关联的数据表', en: 'Entity behind the link' }, { editor: 'entity' }),
    setting('starter', { zh: '发起人取自字段', en: 'Starter from' }, { editor: 'field' }),
    setting('in', { zh: '传入变量', en: 'Passes in' }, { type: 'longtext', editor: 'map' }),
    setting('out', { zh: '取回变量', en: 'Takes back' }, { type: 'longtext', editor: 'map' }),
    setting(
      'onRejected',
      { zh: '子流程被拒绝时', en: 'When it is rejected' },
      {
        options: [
          { value: 'reject', label: { zh: '本流程也拒绝', en: 'Reject this one' } },
          { value: 'continue', label: { zh: '继续', en: 'Go on' } },
          { value: 'return', label: { zh: '退回发起人', en: 'Back to the starter' } },
        ],
      },
    ),
    ...multiSettings,
    setting(
      'rest',
      { zh: '提前结束时，其余的', en: 'Those that still run then' },
      {
        options: [
          { value: 'cancel', label: { zh: '取消', en: 'Are canceled' } },
          { value: 'continue', label: { zh: '各自继续', en: 'Go on by themselves' } },
        ],
      },
    ),
    setting(
      'maxDepth',
      { zh: '互相调用最多几层', en: 'Levels at most' },
      {
        type: 'integer',
        help: { zh: '流程调用自己时必填，最多 8', en: 'needed where a flow calls itself; 8 at most' },
      },
    ),
    ...activitySettings,
  ],
  waits: true,
  activity: true,
  split: 'one',
  describe: (settings) => {
    const flow = String(settings['flow'] ?? '?')
    return { zh: `调用流程“${flow}”`, en: `Calls flow "${flow}"` }
  },
  ports: () => [
    { key: 'approved', label: { zh: '通过', en: 'Approved' } },
    { key: 'rejected', label: { zh: '拒绝', en: 'Rejected' } },
  ],
  calls: (node) => {
    const { flow, maxDepth } = settingsOf(node)
    return flow === undefined ? [] : [{ flow, ...(maxDepth === undefined ? {} : { maxDepth }) }]
  },
  check: (node) => {
    const { flow, maxDepth } = settingsOf(node)
    const deep =
      maxDepth === undefined || (Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= deepest)
    return [
      ...(flow === undefined || flow === ''
        ? [{ path: '/flow', zh: '请选择流程', en: 'choose the flow' }]
        : []),
      ...(deep ? [] : [{ path: '/maxDepth', zh: '层数要在 1–8 之间', en: 'levels must be 1–8' }]),
      ...checkMulti(node, false),
      ...checkGuard(node),
    ]
  },
  expressions: (node) => {
    const { collection } = settingsOf(node)
    return [
      ...(collection === undefined ? [] : [{ path: '/collection', expr: collection }]),
      ...dataExpressions('/in', node['in']),
    ]
  },
  enter,
  on: (node, event, ctx) => {
    if (event.type === 'child_ended') return afterChild(node, ctx)
    return event.type === 'complete_now' ? finish(node, ctx) : { move: { type: 'wait' } }
  },
})
