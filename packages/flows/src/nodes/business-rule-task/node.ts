import type { Json } from '@mortise/expressions'
import type { FlowNodeDocument } from '@mortise/schema'
import { setting } from '@mortise/schema'
import { type NodeType, defineNode } from '../../define.ts'
import type { FlowEvent, NodeContext, NodeOutcome } from '../../types.ts'
import { actionEffects, attempt, failed } from '../actions.ts'
import { leaveByAll } from '../edges.ts'
import { activitySettings, checkRetry, retrySetting } from '../shared-settings.ts'

type Into = { readonly [output: string]: string }

const noTables = {
  code: 'FLOW_TABLE_UNKNOWN',
  zh: '没有这张决策表，请检查后重试',
  en: 'there is no such decision table; check and try again',
}

function enter(node: FlowNodeDocument, ctx: NodeContext, event?: FlowEvent): NodeOutcome {
  const { decide } = ctx
  const table = String(node['table'] ?? '')
  if (decide === undefined) return failed(node, noTables, { ctx, event })
  const result = attempt(() => decide(table, ctx.evaluateWith))
  if ('failed' in result) return failed(node, result.failed, { ctx, event })
  const keep = Object.entries((node['into'] as Into | undefined) ?? {})
  const set = Object.entries((node['set'] as Into | undefined) ?? {})
  const valueOf = (output: string): Json => result.done[output] ?? null
  const variables = Object.fromEntries(keep.map(([output, name]) => [name, valueOf(output)]))
  const fields = Object.fromEntries(set.map(([output, field]) => [field, valueOf(output)]))
  if (set.length === 0) return { ...leaveByAll(ctx), variables }
  const written = actionEffects([{ type: 'set_fields', set: fields }], ctx)
  if ('failed' in written) return failed(node, written.failed, { ctx, event })
  return { ...leaveByAll(ctx), variables, effects: written.done }
}

/** Asks a decision table and keeps its answer in variables, or in fields of the record. */
export const businessRuleTask: NodeType = defineNode({
  type: 'business_rule_task',
  version: 1,
  label: { zh: '决策表', en: 'Decision table' },
  icon: 'table-2',
  group: 'task',
  settings: [
    setting('table', { zh: '决策表', en: 'Table' }, { editor: 'table', required: true }),
    setting('into', { zh: '结果存入变量', en: 'Keep in variables' }, { type: 'longtext', editor: 'map' }),
    setting(
      'set',
      { zh: '结果写入字段', en: 'Write to fields' },
      { type: 'longtext', editor: 'field_map', results: 'table' },
    ),
    retrySetting,
    ...activitySettings,
  ],
  activity: true,
  describe: (settings) => {
    const table = String(settings['table'] ?? '?')
    return { zh: `按决策表“${table}”`, en: `Asks table "${table}"` }
  },
  ports: () => [{ key: 'out' }],
  check: (node) => [
    ...(typeof node['table'] === 'string' && node['table'] !== ''
      ? []
      : [{ path: '/table', zh: '请选择决策表', en: 'choose the table' }]),
    ...checkRetry(node),
  ],
  enter: (node, ctx) => enter(node, ctx),
  on: (node, event, ctx) =>
    event.type === 'timer_due' ? enter(node, ctx, event) : { move: { type: 'wait' } },
})
