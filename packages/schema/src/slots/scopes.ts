import type { ExpressionType, Scope, ScopeName } from '@mortise/expressions'
import type { LocalizedText } from '@mortise/errors'
import type { DecisionTableDocument } from '../documents/automation.ts'
import type { FlowDocument } from '../documents/flow.ts'
import type { ReportDocument } from '../documents/report.ts'
import { scopeOf } from '../compile/system.ts'
import { handOn } from '../names/choices.ts'
import { own } from '../pointer.ts'
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
  return scopeOf('flow', [record, inner, outcome])
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
