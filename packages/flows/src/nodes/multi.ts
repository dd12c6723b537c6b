import { type Expression, isDecimal, type Json } from '@mortise/expressions'
import type { FieldDocument, FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import type { NodeContext, NodeOutcome } from '../types.ts'

/** Runs at most beside each other or after one another from one node. */
export const maxInstances = 200

/** How often something is done: for each element of a list, or a number of times. */
export type MultiSettings = {
  readonly collection?: Expression
  /** A sub-table of the record, row by row, instead of a list. */
  readonly rows?: string
  readonly cardinality?: number
  readonly sequential?: boolean
  readonly completionCondition?: Expression
}

/** Settings of nodes that do something several times. */
export const multiSettings: readonly FieldDocument[] = [
  setting(
    'collection',
    { zh: '对哪些逐个进行', en: 'For each of' },
    {
      type: 'longtext',
      editor: 'expression',
      help: { zh: '多选的值，或一个数字表示次数', en: 'several values, or a number of times' },
    },
  ),
  setting('rows', { zh: '或子表的每一行', en: 'Or rows of a sub-table' }, { editor: 'field' }),
  setting('cardinality', { zh: '或固定次数', en: 'Or this many times' }, { type: 'integer' }),
  setting('sequential', { zh: '逐个进行（不同时）', en: 'One after the other' }, { type: 'boolean' }),
  setting(
    'completionCondition',
    { zh: '满足条件就提前结束', en: 'Enough when' },
    {
      type: 'longtext',
      editor: 'expression',
      help: {
        zh: '可用 instances 总数、completed 已完成、active 进行中、passed 已通过',
        en: 'may ask instances, completed, active, passed',
      },
    },
  ),
]

/** What each time is about; an incident when it would be too often. */
export function elementsOf(node: FlowNodeDocument, ctx: NodeContext): readonly Json[] | NodeOutcome {
  const { collection, rows, cardinality } = node as MultiSettings
  const list = (value: Json): readonly Json[] => {
    if (Array.isArray(value)) return value as readonly Json[]
    const count = typeof value === 'number' || isDecimal(value) ? Number(value) : 0
    return Array.from({ length: Math.max(0, Math.min(count, maxInstances + 1)) }, (_, index) => index)
  }
  const found =
    rows !== undefined && rows !== ''
      ? (ctx.record.rows?.[rows] ?? []).map(({ row }): Json => ({ ...row }))
      : list(collection === undefined ? (cardinality ?? 0) : ctx.evaluateHere(collection))
  if (found.length <= maxInstances) return found
  return {
    move: {
      type: 'incident',
      code: 'FLOW_TOO_MANY',
      zh: `一次最多 ${maxInstances} 个，请减少后重试`,
      en: `at most ${maxInstances} at a time; make them fewer and try again`,
    },
  }
}

/** Whether what has been done so far is enough. */
export function isEnough(
  node: FlowNodeDocument,
  counts: {
    readonly instances: number
    readonly completed: number
    readonly active: number
    readonly passed: number
  },
  ctx: NodeContext,
): boolean {
  const { completionCondition } = node as MultiSettings
  if (completionCondition === undefined) return false
  return ctx.evaluateWith(completionCondition, { ...counts }) === true
}

type Problem = { readonly path: string; readonly code?: string; readonly zh: string; readonly en: string }

/** What is wrong with how often something is done. */
export function checkMulti(node: FlowNodeDocument, needed: boolean): readonly Problem[] {
  const { collection, rows, cardinality } = node as MultiSettings
  const given = [collection, rows, cardinality].filter((one) => one !== undefined).length
  if (given > 1)
    return [
      {
        path: '/collection',
        zh: '列表、子表、次数只填一个',
        en: 'give a list, a sub-table or a number: one',
      },
    ]
  if (needed && given === 0)
    return [{ path: '/collection', zh: '请填写对哪些逐个进行', en: 'say for each of what' }]
  const fits =
    cardinality === undefined ||
    (Number.isInteger(cardinality) && cardinality >= 1 && cardinality <= maxInstances)
  return fits
    ? []
    : [{ path: '/cardinality', zh: `次数要在 1–${maxInstances} 之间`, en: `times must be 1–${maxInstances}` }]
}
