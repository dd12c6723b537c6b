import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { LocalizedText } from '@mortise/errors'
import type { DecisionTableDocument } from '../documents/automation.ts'
import type { FlowDocument } from '../documents/flow.ts'
import type { ReportDocument } from '../documents/report.ts'
import { scopeOf } from '../compile/system.ts'
import { handOn } from '../names/choices.ts'
import { own } from '../pointer.ts'
import { targetOf } from './entities.ts'
import { printScope } from './print-scope.ts'
import type { Place, SlotContext } from './types.ts'

function name(key: string, label: LocalizedText, type: ExpressionType): ScopeName {
  return { key, label, type, nullable: true }
}

const variableTypes: { readonly [type: string]: ExpressionType } = {
  decimal: { kind: 'number' },
  number: { kind: 'number' },
  integer: { kind: 'number' },
  money: { kind: 'number' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  datetime: { kind: 'datetime' },
  user: { kind: 'id', entity: 'user' },
}

/** Names in conditions on a flow's edges: `record`, `variables` and the `outcome` of the node before. */
export function flowScope(place: Place, context: SlotContext): Scope {
  const flow = (place.trail[0] ?? {}) as Partial<FlowDocument>
  const variables = (flow.variables ?? []).map((one) =>
    handOn(
      name(one.key, one.key, variableTypes[one.type] ?? { kind: 'text' }),
      context.home,
      one.source?.startsWith('$record.') === true ? one.source.slice('$record.'.length) : undefined,
    ),
  )
  const record: ScopeName = {
    ...name('record', { zh: '当前记录', en: 'Record' }, { kind: 'id', entity: context.home ?? '' }),
    target: () => (context.home === undefined ? undefined : context.model.entity(context.home)?.scope),
  }
  const inner: ScopeName = {
    ...name('variables', { zh: '流程变量', en: 'Variables' }, { kind: 'id', entity: 'flow_variables' }),
    target: () => scopeOf('variables', variables),
  }
  const outcome = name('outcome', { zh: '处理结果', en: 'Outcome' }, { kind: 'text' })
  const starter = name('starter', { zh: '发起人', en: 'Starter' }, { kind: 'id', entity: 'user' })
  return scopeOf('flow', [...variables, ...elementNames(flow, context), record, inner, outcome, starter])
}

/** Names inside a for-each: the element at hand, and how far it has got. */
function elementNames(flow: Partial<FlowDocument>, context: SlotContext): readonly ScopeName[] {
  const elements = (flow.nodes ?? []).flatMap((node): readonly ScopeName[] => {
    const called =
      node['elementVariable'] ??
      (node['collection'] === undefined && node['rows'] === undefined ? undefined : 'item')
    if (typeof called !== 'string') return []
    const rows = typeof node['rows'] === 'string' ? node['rows'] : undefined
    const target = rows === undefined ? undefined : targetOf(context.model, context.home, rows)
    const label = { zh: '当前一项', en: 'Element' }
    if (target === undefined) return [name(called, label, { kind: 'text' })]
    return [
      {
        ...name(called, label, { kind: 'id', entity: target }),
        target: () => context.model.entity(target)?.scope,
      },
    ]
  })
  const counts: readonly (readonly [string, string, string])[] = [
    ['index', '第几个', 'Index'],
    ['instances', '总数', 'All'],
    ['completed', '已完成', 'Completed'],
    ['active', '进行中', 'Active'],
    ['passed', '已通过', 'Passed'],
    ['passNum', '同意人数', 'Agreed'],
    ['rejectNum', '拒绝人数', 'Rejected'],
    ['todoNum', '未表态人数', 'Undecided'],
    ['allNum', '总人数', 'Everybody'],
  ]
  return [...elements, ...counts.map(([key, zh, en]): ScopeName => name(key, { zh, en }, { kind: 'number' }))]
}

/** Names in the settings of a flow's nodes: the record's fields by themselves too. */
export function nodeScope(place: Place, context: SlotContext): Scope {
  const given = flowScope(place, context)
  const record = context.model.entity(context.home ?? '')?.scope
  const find: Scope['find'] = (key) => {
    const own = given.find(key)
    // A field of the record goes before what a flow happens to count.
    return key === 'record' || record?.find(key) === undefined ? own : (record.find(key) ?? own)
  }
  return {
    name: record?.name ?? 'flow',
    find,
    keys: () => [...new Set([...given.keys(), ...(record?.keys() ?? [])])],
  }
}

/** Names in a report's formulas and `having`: its measures, and its dimensions where their type is not asked for. */
export function measureScope(place: Place): Scope {
  const report = (place.trail[0] ?? {}) as Partial<ReportDocument>
  const names = (report.measures ?? []).map((one) => name(one.key, one.label ?? one.key, { kind: 'number' }))
  return scopeOf('measures', names)
}

/** Names in a print template: the record's, and the own company. */
export function templateScope(_: Place, context: SlotContext): Scope | undefined {
  const entity = context.model.entity(context.home ?? '')
  return entity && printScope(entity)
}

/** Names in the cells of a decision table: its inputs, then fields of the record. */
export function tableScope(place: Place, context: SlotContext): Scope {
  const table = (place.trail[0] ?? {}) as Partial<DecisionTableDocument>
  const inputs = (table.inputs ?? []).map((one) => {
    const path = own(one.expr, 'var')
    const shown = typeof path === 'string' ? path : undefined
    return handOn(name(one.key, one.key, { kind: 'json' }), context.home, shown)
  })
  const given = scopeOf('inputs', inputs)
  const record = context.model.entity(context.home ?? '')?.scope
  return {
    name: record?.name ?? 'inputs',
    find: (key) => given.find(key) ?? record?.find(key),
    keys: () => [...given.keys(), ...(record?.keys() ?? [])],
  }
}
